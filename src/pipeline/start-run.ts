import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import { cleanField } from '../output/clean.ts';
import { standingOf as engagementStanding } from '../scope/engagement-standing.ts';
import type { Engagement } from '../scope/engagement.ts';
import type { Finding, Tool } from '../tools/tool.ts';
import { buildResult } from './build-result.ts';
import { addressesOf, decisionOf, idsOf, stoppedBeforeStart, type Call } from './call.ts';
import { cleanFinding } from './clean-finding.ts';
import { execute } from './execute.ts';
import { findProgram } from './find-program.ts';
import { judge, type Judged } from './judge.ts';
import { keepSecrets } from './keep-secrets.ts';
import { ownSecretsIn } from './own-secrets.ts';
import type { Pipeline } from './pipeline.ts';
import type { Identified, Ports } from './ports.ts';
import { createProgressHub } from './progress-hub.ts';
import { refuse } from './refuse.ts';
import type { CallRequest, Run } from './run.ts';
import { secretMaskOf } from './secret-mask.ts';
import { secretsIn } from './secrets-of-input.ts';
import { standingOf } from './standing.ts';
import { goesOn, takeUp, type Asked } from './take-up.ts';

/** Starts the one path of a call. It returns at once; nothing is spawned before the decision is recorded. */
export function startRun(pipeline: Pipeline, request: CallRequest): Run {
  const { ports } = pipeline;
  const inForce = pipeline.inForce();
  const controller = new AbortController();
  const progress = createProgressHub();
  const askedMs = ports.clock.monotonicMs();
  // Before anything is judged, for a refusal repeats what it refuses.
  const secrets = [
    ...secretsIn(request.input, pipeline.secretFields(request.tool)),
    ...ownSecretsIn(request, pipeline.ownSecrets()),
  ];
  const mask = secretMaskOf(secrets)?.text ?? asIs;
  const named = ownText(request.input, 'correlation_id') ?? request.correlationId;
  const call: Call = {
    runId: request.runId ?? newRunId(ports.random),
    // A name with a secret in it is not usable: it goes everywhere.
    correlationId: correlationIdOf(named === mask(named ?? '') ? named : undefined, ports.random),
    // Every reader knows the names of tools; one that is none may be anything.
    tool: inForce.find(request.tool).ok ? request.tool : cleanField(mask(request.tool), 64),
    configVersion: inForce.configVersion,
    engagement: inForce.engagement.id,
    caller: request.caller,
    target: shownTarget(request.input, mask),
    dryRun: request.dryRun ?? false,
    traceId: request.traceId ?? null,
    signal: controller.signal,
    report: (news) => {
      if (progress.report(news)) ports.emit({ type: 'progress', ...idsOf(call), progress: news });
    },
  };
  return {
    id: call.runId,
    correlationId: call.correlationId,
    principal: call.caller.principal,
    standing: () => standingOf(call, (ports.clock.monotonicMs() - askedMs) / 1000, progress.last()),
    stop: (reason) => {
      if (!controller.signal.aborted) controller.abort(reason);
    },
    onProgress: progress.listen,
    result: hiding(secrets, pipeline, call, (hidden, asked) => walk(hidden, asked, request)),
  };
}

/** Walks a part of the path with a mask between it and what is stored or shown; a bug before the start becomes `internal` here. */
async function hiding(
  secrets: readonly string[],
  pipeline: Pipeline,
  call: Call,
  part: (pipeline: Pipeline, call: Call) => Promise<CallResult>,
): Promise<CallResult> {
  const kept = keepSecrets(pipeline, call, secrets);
  try {
    return kept.result(await part(kept.pipeline, kept.call));
  } catch (bug) {
    const { ports } = kept.pipeline;
    ports.bug(bug, call.runId);
    const why = failure('internal', `${call.tool} met a bug in bailiwick; the log has its trace.`);
    return kept.result(await refuse(ports, kept.call, why));
  }
}

async function walk(
  pipeline: Pipeline,
  call: Call,
  { input: given, refusal }: CallRequest,
): Promise<CallResult> {
  const { ports } = pipeline;
  if (refusal !== undefined) return await refuse(ports, call, refusal);
  const asked = goesOn(given) ? await takeUp(ports, call, given) : ok({ input: given, earlier: null });
  if (!asked.ok) return await refuse(ports, call, asked.error);
  const { input } = asked.value;
  // What another configuration says meanwhile is asked when a run would start; a plan is of one configuration.
  const { find, policy: policyOf, engagement } = pipeline.inForce();
  const tool = find(call.tool);
  if (!tool.ok) return await refuse(ports, call, tool.error);
  const policy = policyOf('recent');
  if (!policy.ok) return await refuse(ports, call, policy.error);
  const judged = await judge(tool.value, input, policy.value, ports, call);
  if (call.signal.aborted) return await refuse(ports, call, stoppedBeforeStart(call.signal));
  if (!judged.ok) return await refuse(ports, call, judged.error);
  return await hiding(judged.value.plan.secrets, pipeline, call, (hidden, own) =>
    proceed(hidden, own, tool.value, judged.value, engagement, asked.value),
  );
}

/** Goes on with a call that has been judged: to a plan, an answer or a run. */
async function proceed(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  judged: Judged,
  engagement: Engagement,
  from: Asked,
): Promise<CallResult> {
  const { ports } = pipeline;
  const asked = {
    ...call,
    target: judged.draft.target,
    dryRun: call.dryRun || judged.draft.dryRun,
  };
  const { answer } = judged.plan;
  const now = ports.clock.wallMs();
  // What starts nothing explains also why nothing may start.
  const open = answer === null ? engagement.admits(now) : ok(null);
  if (!open.ok) return await refuse(ports, asked, open.error);
  if (answer !== null && !asked.dryRun)
    return await answered(ports, asked, judged, answer(engagementStanding(engagement, now)));
  // A dry run promises nothing that the call would be refused: its program is asked what it is, and sends nothing to a target.
  const program = await findProgram(ports.programs, tool, judged.plan);
  if (!program.ok) return await refuse(ports, asked, program.error);
  return asked.dryRun
    ? await planned(ports, asked, judged, program.value)
    : await execute(pipeline, asked, tool, judged, program.value, from);
}

/** Answers a dry run: the decision and the command line, which is not started. */
async function planned(
  ports: Ports,
  call: Call,
  { plan, pinned }: Judged,
  { path, version }: Identified,
): Promise<CallResult> {
  const argv = [path, ...plan.argv];
  const rule = plan.targets[0]?.rule.text ?? null;
  const recorded = await ports.audit.decision(
    decisionOf(call, { decision: 'allow', pinned, addresses: addressesOf(plan), argv, path, version, rule }),
  );
  if (!recorded.ok) return await refuse(ports, call, recorded.error);
  const result = buildResult(call, 'succeeded', `Allowed, and not started: ${argv.join(' ')}`, null, {
    metadata: {
      target: call.target,
      pinned,
      argv,
      program: { path, version },
      dry_run: true,
      notes: plan.notes,
    },
  });
  ports.emit({ type: 'planned', ...idsOf(call), result });
  return result;
}

/** Answers a call that starts nothing: the decision and the outcome are recorded like any other. */
async function answered(
  ports: Ports,
  call: Call,
  { plan, pinned }: Judged,
  answer: Finding,
): Promise<CallResult> {
  const recorded = await ports.audit.decision(decisionOf(call, { decision: 'allow', pinned }));
  if (!recorded.ok) return await refuse(ports, call, recorded.error);
  ports.emit({ type: 'started', ...idsOf(call), queueSec: 0 });
  const finding = cleanFinding(call.tool, answer);
  const why = finding.ok ? null : finding.error;
  const summary = finding.ok ? finding.value.summary : finding.error.message;
  const result = buildResult(call, finding.ok ? 'succeeded' : 'failed', summary, why, {
    result: finding.ok ? finding.value.result : null,
    metadata: {
      target: call.target,
      pinned,
      notes: plan.notes,
      untrusted_fields: answer.untrustedFields.map((path) => `result.${path}`),
    },
  });
  await ports.audit.outcome({ runId: call.runId, result, outputs: [] });
  ports.emit({ type: 'finished', ...idsOf(call), result });
  return result;
}

/** The target as it came, for records and answers: cut, and with whatever a terminal or a reader of lines heeds made visible. */
function shownTarget(input: unknown, mask: (text: string) => string): string | null {
  const text = ownText(input, 'target');
  if (text === undefined) return null;
  // What was cut is told by its ellipsis: the mask looks there for a part of a secret.
  const head = text.length > longestRead ? `${text.slice(0, longestRead)}…` : text;
  return cleanField(mask(head), 512);
}

const asIs = (text: string): string => text;

/** Of a target, in characters: far more than is shown. */
const longestRead = 4096;

/** A text that the input has as a property of its own. */
function ownText(input: unknown, key: string): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(input, key)?.value;
  return typeof value === 'string' ? value : undefined;
}
