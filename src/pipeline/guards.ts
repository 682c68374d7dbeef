import type { Failure } from '../kernel/failure.ts';
import type { Plan } from '../tools/tool.ts';
import type { CallBreaker } from './call-breakers.ts';
import type { Caller } from './ports.ts';
import type { Queue } from './queue.ts';

/** What stands between a plan and its start, for one tool, in this order. */
export interface Guards {
  /** Counts a call, or refuses it with `limit.rate`; then it is not counted. */
  readonly rate: (caller: Caller, plan: Plan) => Failure | null;
  /** The breakers that a plan must pass. */
  readonly breakers: (plan: Plan) => readonly CallBreaker[];
  readonly queue: Queue;
}
