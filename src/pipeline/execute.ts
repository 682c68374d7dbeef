import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import type { BreakerOutcome } from '../resilience/breaker-phase.ts';
import type { Tool } from '../tools/tool.ts';
import { buildResult } from './build-result.ts';
import { decisionOf, idsOf, stoppedBeforeStart, type Call } from './call.ts';
import { conclude } from './conclude.ts';
import type { Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { Execution } from './ports.ts';
import { refuse } from './refuse.ts';

/** Waits for a place, records the decision, runs the plan and concludes. The place is free when this settles. */
export async function execute(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  judged: Judged,
  path: string,
): Promise<CallResult> {
  const { ports } = pipeline;
  const { breaker, queue } = pipeline.guards(tool);
  const open = breaker.peek();
  if (!open.ok) return refuse(ports, call, breakerOpen(tool.name, open.retryAfterMs));

  const asked = ports.clock.monotonicMs();
  ports.emit({ type: 'queued', ...idsOf(call), waiting: queue.waiting() });
  const place = await queue.acquire(call.signal);
  if (!place.ok) return refuse(ports, call, place.error);
  try {
    if (call.signal.aborted) return refuse(ports, call, stoppedBeforeStart);
    const argv = [path, ...judged.plan.argv];
    const rule = judged.plan.targets[0]?.rule.text ?? null;
    const recorded = ports.audit.decision(
      decisionOf(call, { decision: 'allow', pinned: judged.pinned, argv, path, rule }),
    );
    if (!recorded.ok) return refuse(ports, call, recorded.error);
    const permit = breaker.acquire();
    if (!permit.ok) return refuse(ports, call, breakerOpen(tool.name, permit.retryAfterMs));
    let outcome: BreakerOutcome = 'ignore';
    try {
      const queueSec = (ports.clock.monotonicMs() - asked) / 1000;
      const ended = await runStarted(pipeline, call, tool, judged, queueSec, argv);
      outcome = ended.breaker;
      return ended.result;
    } finally {
      permit.permit.release(outcome);
    }
  } finally {
    place.value.release();
  }
}

interface Ended {
  readonly result: CallResult;
  readonly breaker: BreakerOutcome;
}

/** From `started` to `finished`: whatever happens between them, the outcome is recorded and both are told. */
async function runStarted(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  judged: Judged,
  queueSec: number,
  argv: readonly string[],
): Promise<Ended> {
  const { ports } = pipeline;
  ports.emit({ type: 'started', ...idsOf(call), queueSec });
  const ended = await readExecution(pipeline, call, tool, judged, { queueSec, argv });
  const recorded = ports.audit.outcome({ runId: call.runId, result: ended.result });
  const result = recorded.ok
    ? ended.result
    : withNote(ended.result, 'The outcome of this run could not be written to the audit log.');
  ports.emit({ type: 'finished', ...idsOf(call), result });
  return { ...ended, result };
}

async function readExecution(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  { plan, pinned }: Judged,
  known: { readonly queueSec: number; readonly argv: readonly string[] },
): Promise<Ended> {
  const { ports } = pipeline;
  try {
    const reader = tool.read(plan);
    const execution: Execution = await ports.executor.run({
      runId: call.runId,
      plan,
      signal: call.signal,
      onStdout: (chunk) => {
        const news = reader.write(chunk);
        if (news !== null) call.report(news);
      },
    });
    return conclude(call, tool, plan, execution, reader, { ...known, pinned });
  } catch (bug) {
    ports.bug(bug, call.runId);
    const why = failure('internal', `${call.tool} met a bug in bailiwick; the log has its trace.`);
    const metadata = { target: call.target, pinned, argv: known.argv, queue_sec: known.queueSec };
    return { result: buildResult(call, 'failed', why.message, why, { metadata }), breaker: 'ignore' };
  }
}

const withNote = (result: CallResult, note: string): CallResult => ({
  ...result,
  metadata: { ...result.metadata, notes: [...result.metadata.notes, note] },
});

const breakerOpen = (tool: string, retryAfterMs: number) =>
  failure('breaker.open', `The breaker of ${tool} is open: its program kept failing. Nothing was started.`, {
    retryAfterSec: Math.ceil(retryAfterMs / 1000),
  });
