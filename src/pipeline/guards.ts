import type { Breaker } from '../resilience/breaker.ts';
import type { Queue } from './queue.ts';

/** What stands between a plan and its start, for one tool. */
export interface Guards {
  readonly breaker: Breaker;
  readonly queue: Queue;
}
