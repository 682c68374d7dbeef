import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import type { Plan, Tool } from '../tools/tool.ts';
import { admitRun } from './admit-run.ts';
import { awaitPlace } from './await-place.ts';
import { buildResult } from './build-result.ts';
import { refusalOf, runThrough } from './call-breakers.ts';
import { addressesOf, decisionOf, idsOf, stoppedBeforeStart, type Call } from './call.ts';
import { conclude, type Known } from './conclude.ts';
import { runHops, type Travelled } from './hops.ts';
import type { Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { Identified, KeptOutput } from './ports.ts';
import { refuse } from './refuse.ts';
import { slicedJourney, wholeTarget, withSlices } from './sliced-journey.ts';
import { runSlices, type SlicedJourney } from './slices.ts';
import type { Asked } from './take-up.ts';
import type { VerdictKind } from './verdict-kind.ts';
import { watchRules } from './watch-rules.ts';

/** Waits for a place, records the decision, runs the plan and concludes. The place is free when this settles. */
export async function execute(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  judged: Judged,
  program: Identified,
  from: Asked,
): Promise<CallResult> {
  const { ports } = pipeline;
  const { path, version } = program;
  const { breakers, queue, rate } = pipeline.guards(tool);
  const refusal = rate(call.caller, judged.plan) ?? refusalOf(breakers(judged.plan));
  if (refusal !== null) return await refuse(ports, call, refusal);

  const asked = ports.clock.monotonicMs();
  ports.emit({ type: 'queued', ...idsOf(call), waiting: queue.waiting() });
  const place = await awaitPlace(queue, breakers(judged.plan), judged.plan, call.signal);
  if (!place.ok) return await refuse(ports, call, place.error);
  let sent = false;
  try {
    if (call.signal.aborted) return await refuse(ports, call, stoppedBeforeStart(call.signal));
    // Whatever becomes of it now is decided by the configuration that came into force while it waited, and names that one.
    const { configVersion, engagement } = pipeline.inForce();
    const started = { ...call, configVersion, engagement: engagement.id };
    const admitted = admitRun(pipeline, tool.name, judged);
    if (!admitted.ok) return await refuse(ports, started, admitted.error);
    const { leftSec, judged: still } = admitted.value;
    const { draft, pinned, plan: allowed } = still;
    const atClosing = leftSec !== null && leftSec < allowed.timeoutSec;
    const plan = atClosing ? endingAtClosing(allowed, leftSec) : allowed;
    // From here on, for what comes into force while the record is written concerns this run as well.
    return await whileAllowed(pipeline, started, still, async (open) => {
      const argv = [path, ...plan.argv];
      const rule = plan.targets[0]?.rule.text ?? null;
      const sliced = slicedJourney(open, plan, from, argv);
      const resumes = from.earlier === null ? {} : { resumes: from.earlier.runId };
      const recorded = await ports.audit.decision(
        decisionOf(open, {
          decision: 'allow',
          pinned,
          addresses: addressesOf(plan),
          argv,
          path,
          version,
          rule,
          ...resumes,
          ...(sliced === null ? {} : { slices: sliced.run.slices.length }),
        }),
      );
      const begun = recorded.ok && sliced !== null ? await ports.slices.begin(sliced.run) : recorded;
      if (!begun.ok) return await refuse(ports, open, begun.error);
      const ended = await runThrough(breakers(plan), async () => {
        sent = true;
        const queueSec = (ports.clock.monotonicMs() - asked) / 1000;
        const known = { queueSec, atClosing, argv, pinned, program: { path, version } };
        const journey = { judged: still, plan, trail: draft.trail, place: place.value };
        return sliced === null
          ? await runStarted(pipeline, open, tool, known, () => runHops(pipeline, open, tool, journey, known))
          : await runInSlices(pipeline, open, tool, sliced, known);
      });
      return ended.ok ? ended.value.result : await refuse(ports, open, ended.error);
    });
  } finally {
    place.value.end(sent);
  }
}

interface Ended {
  readonly result: CallResult;
  readonly kind: VerdictKind;
  readonly outputs: readonly KeptOutput[];
}

/** From `started` to `finished`: whatever happens between them, the outcome is recorded and both are told. */
async function runStarted(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  known: Known,
  travel: () => Promise<Travelled>,
): Promise<Ended> {
  const { ports } = pipeline;
  ports.emit({ type: 'started', ...idsOf(call), queueSec: known.queueSec });
  const ended = await readExecution(pipeline, call, tool, known, travel);
  const { outputs } = ended;
  const recorded = await ports.audit.outcome({ runId: call.runId, result: ended.result, outputs });
  const result = withNotes(
    ended.result,
    recorded.ok ? recorded.value.notes : ['The outcome of this run could not be written to the audit log.'],
  );
  ports.emit({ type: 'finished', ...idsOf(call), result });
  return { ...ended, result };
}

/** The same slice by slice: the result is about all of them, those of an earlier run included. */
const runInSlices = (
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  journey: SlicedJourney,
  known: Known,
): Promise<Ended> =>
  runStarted(
    pipeline,
    { ...call, target: wholeTarget(journey) },
    tool,
    { ...known, argv: journey.run.argv },
    () => runSlices(pipeline, call, tool, journey, known),
  );

/** Goes on with a call for as long as the rules in force allow it. */
async function whileAllowed<T>(
  pipeline: Pipeline,
  call: Call,
  judged: Judged,
  part: (call: Call) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const unwatch = watchRules(pipeline, call.tool, judged, (reason) => over.abort(reason));
  return await part({ ...call, signal: AbortSignal.any([call.signal, over.signal]) }).finally(unwatch);
}

async function readExecution(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  known: Known,
  travel: () => Promise<Travelled>,
): Promise<Ended> {
  try {
    const { execution, reader, pinned, plan, slices, outputs } = await travel();
    const { result, kind } = conclude(call, tool, plan, execution, reader, { ...known, pinned });
    return { result: withSlices(result, slices), kind, outputs };
  } catch (bug) {
    pipeline.ports.bug(bug, call.runId);
    const why = failure('internal', `${call.tool} met a bug in bailiwick; the log has its trace.`);
    const { pinned, argv, queueSec, program } = known;
    const metadata = { target: call.target, pinned, argv, program, queue_sec: queueSec };
    return {
      result: buildResult(call, 'failed', why.message, why, { metadata }),
      kind: 'nothing',
      outputs: [],
    };
  }
}

/** A plan that ends when the engagement does. */
function endingAtClosing(plan: Plan, leftSec: number): Plan {
  const note = `timeout_sec is ${leftSec}, since the engagement closes then.`;
  return { ...plan, timeoutSec: leftSec, notes: [...plan.notes, note] };
}

const withNotes = (result: CallResult, notes: readonly string[]): CallResult => ({
  ...result,
  metadata: { ...result.metadata, notes: [...result.metadata.notes, ...notes] },
});
