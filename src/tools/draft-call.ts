import type { z } from 'zod';
import { assemble } from '../argv/build.ts';
import { namesExactly } from '../argv/names-exactly.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { all, err, ok, type Result } from '../kernel/result.ts';
import { deadlineOf } from '../resilience/deadline.ts';
import { authorise } from '../scope/authorise.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { checkBudget } from '../scope/budget.ts';
import { decidedWithout } from '../scope/denied-addresses.ts';
import { draftTarget } from '../scope/draft-target.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import { cutIntoSlices } from '../scope/slices.ts';
import { judgeIntrusive, judgeRate } from './judge-limits.ts';
import { judgePorts, namedPorts } from './port-use.ts';
import type { ReadInput } from './read-input.ts';
import type { Authorised, RawUse, ToolSpec, Unfit } from './tool-spec.ts';
import type { Draft, Plan, Policy, Program } from './tool.ts';
import { trailOf } from './trail-of.ts';

/** Judges a call as far as that goes without DNS; the draft finishes it once the answers are there. */
export function draftCall<
  Params extends z.ZodObject,
  Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
>(
  spec: ToolSpec<Params, Ends, Parsed>,
  program: Program,
  read: ReadInput<Params>,
  policy: Policy,
): Result<Draft> {
  const { scope } = policy;
  const { common, input } = read;
  const ends = spec.targets(input);
  const targets = all(ends.map((end) => draftTarget(scope, end)));
  if (!targets.ok) return targets;
  const intrusive = judgeIntrusive(spec.intrusive, input, policy.intrusive(spec.name));
  if (!intrusive.ok) return intrusive;
  const uses = spec.ports?.(input) ?? [];
  const ports = judgePorts(scope, uses);
  if (!ports.ok) return ports;
  const rate = judgeRate(scope, spec.rate?.(input));
  if (!rate.ok) return rate;
  const files = all(
    (spec.files?.(input) ?? []).map(({ kind, name, field }) => policy.findFile(kind, name, field)),
  );
  if (!files.ok) return files;
  const hosts = targets.value.reduce((sum, target) => sum + target.hosts, 0);
  const requests = spec.requests?.(input, files.value);
  const asked = { hosts, ports: ports.value, ...(requests === undefined ? {} : { requests }) };
  const budget = checkBudget(scope, asked);
  if (!budget.ok) return budget;
  const deadline = deadlineOf({
    askedSec: common.timeout_sec ?? null,
    toolSec: policy.toolTimeoutSec(spec.name) ?? spec.limits.timeoutSec ?? policy.defaultTimeoutSec,
    serverSec: policy.maxTimeoutSec,
  });
  const raw = rawNeed(spec.raw, input);
  const given = { maxRatePps: scope.limits.rate, files: files.value };
  const fixed = (spec.fixedWords ?? []).map((path) => ({ path }));

  const finish = (
    argv: Plan['argv'],
    authorised: readonly AuthorisedTarget[],
    without: string | null,
    slices: readonly string[],
  ): Plan => ({
    tool: spec.name,
    program,
    argv,
    targets: authorised,
    timeoutSec: deadline.timeoutSec,
    enoughSec: spec.enough?.(input, budget.value.probes, given) ?? null,
    profile: spec.offline === true ? 'offline' : raw ? 'raw' : 'connect',
    withoutRaw: raw ? (spec.raw?.instead ?? null) : null,
    ports: namedPorts(uses),
    probes: budget.value.probes,
    keep: { stdoutBytes: spec.limits.stdoutBytes ?? null, stderrBytes: spec.limits.stderrBytes ?? null },
    streams: spec.stream !== undefined,
    streamBytes: spec.limits.streamBytes ?? null,
    files: spec.privateFiles?.write(input) ?? [],
    reads: [
      ...files.value.map(({ path }) => path),
      ...(spec.fixedWords ?? []).filter((path) => path.startsWith('/')),
    ],
    folderEnv: spec.privateFiles?.env ?? [],
    secrets: spec.secrets?.(input) ?? [],
    answer: null,
    slices,
    notes: [
      ...read.notes,
      ...(spec.notes?.(input) ?? []),
      ...(deadline.note === null ? [] : [deadline.note]),
      ...(without === null ? [] : [without]),
      ...(slices.length === 0
        ? []
        : [`Its program is run for ${slices.length} slices, one after the other.`]),
    ],
  });
  return ok({
    tool: spec.name,
    target: targets.value.find(({ endpoint }) => endpoint.field === 'target')?.asked ?? common.target,
    names: [...new Set(targets.value.flatMap(({ resolve }) => resolve ?? []))],
    deniedNames: scope.deniedNames,
    lenient: false,
    dryRun: common.dry_run ?? false,
    correlationId: common.correlation_id,
    trail: trailOf(spec, input),
    plan: (answers, runId) => {
      const authorised = all(ends.map((end) => authorise(scope, end, answers)));
      if (!authorised.ok) return authorised;
      if (!isEach(authorised.value, ends)) throw new Error('authorise left an endpoint out');
      const unfit = spec.unfit?.(authorised.value, input, files.value) ?? null;
      if (unfit !== null) return err(unfitting(unfit));
      const words = assemble(
        spec.argv(input, authorised.value, read.extra, { ...given, runId: runId ?? planned }),
      );
      if (!read.extra.every((flag) => words.includes(flag))) throw new Error(`${spec.name} left a flag out`);
      const argv = namesExactly(words, authorised.value, [...files.value, ...fixed]);
      if (!argv.ok) return argv;
      const slices = slicesOf(authorised.value, policy.sliceAddresses * (spec.slices?.times ?? 0));
      return ok(finish(argv.value, authorised.value, decidedWithout(scope, answers), slices));
    },
  });
}

/** In the place of a run's id, where a plan is all that is asked for. */
const planned = 'r-planned';

/** What is sent to one target alone can be sent to its parts; 0 for no slices. */
function slicesOf([target, other]: readonly AuthorisedTarget[], most: number): readonly string[] {
  if (most === 0 || other !== undefined || target === undefined || target.interval === null) return [];
  return target.hosts > most ? cutIntoSlices(target.interval, most) : [];
}

function rawNeed<In>(raw: RawUse<In> | undefined, input: In): boolean {
  if (raw === undefined) return false;
  return raw.needed === 'always' || raw.needed(input) !== null;
}

const unfitting = ({ field, why, next }: Unfit): Failure =>
  failure('input.invalid', `${why} Nothing was sent.`, { field, next });

/** One authorised target stands for each endpoint. */
const isEach = <Ends extends readonly Endpoint[]>(
  targets: readonly AuthorisedTarget[],
  ends: Ends,
): targets is Authorised<Ends> => targets.length === ends.length;
