import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { HopInput, Plan, Tool } from '../tools/tool.ts';
import { admitRun } from './admit-run.ts';
import { addressesOf, decisionOf, denialOf, stoppedBetween, type Call } from './call.ts';
import type { Known } from './conclude.ts';
import { judge, type Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { DecisionRecord } from './ports.ts';
import type { Place } from './queue.ts';

/** A hop that may start: its decision is recorded, and its call has moved to its target. */
export interface AdmittedHop {
  readonly judged: Judged;
  /** Its plan, with what is left of the call's time. */
  readonly plan: Plan;
}

/** What a call holds while its hops run. */
export interface OpenCall {
  readonly pipeline: Pipeline;
  readonly call: Call;
  readonly tool: Tool;
  /** It goes from hop to hop with the call. */
  readonly place: Place;
  readonly program: Known['program'];
  /** When the call must end, on the monotonic clock. */
  readonly endsAtMs: number;
}

/**
 * Judges a hop as if nothing had been judged before: scope, names, engagement, budgets of its target. The decision is written
 * down either way, and before anything is sent; `of` says there of what it is a part.
 */
export async function admitHop(
  open: OpenCall,
  next: HopInput,
  of: Pick<DecisionRecord, 'slice'> = {},
): Promise<Result<AdmittedHop>> {
  const { audit } = open.pipeline.ports;
  const hop: Call = { ...open.call, target: next.target.slice(0, 512) };
  const admitted = await judgeHop(open, next);
  if (!admitted.ok) return await refuseHop(open, hop, admitted.error);
  const { judged } = admitted.value;
  const { path = null, version = null } = open.program ?? {};
  const recorded = await audit.decision(
    decisionOf(
      { ...hop, target: judged.draft.target },
      {
        decision: 'allow',
        pinned: judged.pinned,
        addresses: addressesOf(judged.plan),
        argv: path === null ? judged.plan.argv : [path, ...judged.plan.argv],
        path,
        version,
        rule: judged.plan.targets[0]?.rule.text ?? null,
        ...of,
      },
    ),
  );
  if (recorded.ok) return admitted;
  open.place.end(false);
  return recorded;
}

async function judgeHop(open: OpenCall, next: HopInput): Promise<Result<AdmittedHop>> {
  const { pipeline, call, tool, place } = open;
  const { ports } = pipeline;
  const policy = pipeline.inForce().policy('now');
  if (!policy.ok) return policy;
  const judged = await judge(tool, next, policy.value, ports, call);
  if (call.signal.aborted) return err(stoppedBetween);
  if (!judged.ok) return judged;
  const within = pipeline.inForce().engagement.admits(ports.clock.wallMs());
  if (!within.ok) return within;
  if (leftMsOf(open) < 1000) return err(outOfTime(tool));
  const moved = await place.move(judged.value.plan, call.signal, leftMsOf(open));
  const admitted = afterMove(open, judged.value, moved);
  if (!admitted.ok) place.end(false);
  return admitted;
}

/** What the wait for a place has left of a hop: as for any call, the rest is asked again. */
function afterMove(open: OpenCall, judged: Judged, moved: Result<null>): Result<AdmittedHop> {
  if (open.call.signal.aborted) return err(stoppedBetween);
  const leftSec = Math.floor(leftMsOf(open) / 1000);
  if (leftSec < 1) return err(outOfTime(open.tool));
  if (!moved.ok) return moved;
  const admitted = admitRun(open.pipeline, open.tool.name, judged);
  if (!admitted.ok) return admitted;
  const { judged: still, leftSec: toClosing } = admitted.value;
  const timeoutSec = Math.min(still.plan.timeoutSec, leftSec, toClosing ?? Infinity);
  return timeoutSec < 1
    ? err(outOfTime(open.tool))
    : ok({ judged: still, plan: { ...still.plan, timeoutSec } });
}

const leftMsOf = ({ pipeline, endsAtMs }: OpenCall): number => endsAtMs - pipeline.ports.clock.monotonicMs();

/** Records that a hop was refused; where that fails, the reason is that it could not be. */
async function refuseHop({ pipeline }: OpenCall, hop: Call, why: Failure): Promise<Result<never>> {
  const recorded = await pipeline.ports.audit.decision(denialOf(hop, why));
  return recorded.ok ? err(why) : recorded;
}

const outOfTime = ({ name }: Tool): Failure =>
  failure('tool.timeout', `${name} met its deadline before its next program. That sent nothing.`, {
    field: 'timeout_sec',
  });
