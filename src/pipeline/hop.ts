import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { HopInput, Plan, Tool } from '../tools/tool.ts';
import { decisionOf, denialOf, stoppedBeforeStart, type Call } from './call.ts';
import type { Known } from './conclude.ts';
import { judge, type Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { Visit } from './target-guard.ts';

/** A hop that may start: its decision is recorded, and it has a place at its target. */
export interface AdmittedHop {
  readonly judged: Judged;
  /** Its plan, with what is left of the call's time. */
  readonly plan: Plan;
  readonly visit: Visit;
}

/** What a call holds while its hops run. */
export interface OpenCall {
  readonly pipeline: Pipeline;
  readonly call: Call;
  readonly tool: Tool;
  /** The plan of the first hop: it has a place at its targets until the call ends. */
  readonly first: Plan;
  readonly program: Known['program'];
  /** When the call must end, on the monotonic clock. */
  readonly endsAtMs: number;
}

/**
 * Judges a hop as if nothing had been judged before: scope, names, engagement, budgets of its target. The decision is written
 * down either way, and before anything is sent.
 */
export async function admitHop(open: OpenCall, next: HopInput): Promise<Result<AdmittedHop>> {
  const { audit } = open.pipeline.ports;
  const hop: Call = { ...open.call, target: next.target.slice(0, 512) };
  const admitted = await judgeHop(open, next);
  if (!admitted.ok) return refuseHop(open, hop, admitted.error);
  const { judged, visit } = admitted.value;
  const { path = null, version = null } = open.program ?? {};
  const recorded = audit.decision(
    decisionOf(
      { ...hop, target: judged.draft.target },
      {
        decision: 'allow',
        pinned: judged.pinned,
        argv: path === null ? judged.plan.argv : [path, ...judged.plan.argv],
        path,
        version,
        rule: judged.plan.targets[0]?.rule.text ?? null,
      },
    ),
  );
  if (recorded.ok) return admitted;
  visit.end(false);
  return recorded;
}

async function judgeHop(
  { pipeline, call, tool, first, endsAtMs }: OpenCall,
  next: HopInput,
): Promise<Result<AdmittedHop>> {
  const { ports, engagement, targets } = pipeline;
  const policy = pipeline.policy('now');
  if (!policy.ok) return policy;
  const judged = await judge(tool, next, policy.value, ports, call.signal);
  if (call.signal.aborted) return err(stoppedBeforeStart);
  if (!judged.ok) return judged;
  const within = engagement.admits(ports.clock.wallMs());
  if (!within.ok) return within;
  const { plan } = judged.value;
  const visit = isHeld(first, plan) ? ok(noVisit) : await targets.enter(plan, call.signal);
  if (!visit.ok) return visit;
  const leftMs = Math.min(endsAtMs - ports.clock.monotonicMs(), within.value.closesInMs ?? Infinity);
  const timeoutSec = Math.min(plan.timeoutSec, Math.floor(leftMs / 1000));
  if (timeoutSec >= 1) return ok({ judged: judged.value, plan: { ...plan, timeoutSec }, visit: visit.value });
  visit.value.end(false);
  return err(outOfTime(tool.name));
}

/** Records that a hop was refused; where that fails, the reason is that it could not be. */
function refuseHop({ pipeline }: OpenCall, hop: Call, why: Failure): Result<never> {
  const recorded = pipeline.ports.audit.decision(denialOf(hop, why));
  return recorded.ok ? err(why) : recorded;
}

/** The first hop keeps its places, and is charged for every hop to them: waiting for them again could wait for ourselves. */
const isHeld = (first: Plan, { targets }: Plan): boolean =>
  targets.every(({ interval }) =>
    first.targets.some(
      (held) =>
        interval !== null &&
        held.interval !== null &&
        held.interval.family === interval.family &&
        held.interval.lo === interval.lo &&
        held.interval.hi === interval.hi,
    ),
  );

const noVisit: Visit = { end: () => undefined };

const outOfTime = (tool: string): Failure =>
  failure('tool.timeout', `${tool} met its deadline before the next hop. Nothing was sent to that.`, {
    field: 'timeout_sec',
  });
