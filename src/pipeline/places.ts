import type { Clock } from '../kernel/clock.ts';
import { createBulkhead, type LaneSettings } from '../resilience/bulkhead.ts';
import { overlaps } from '../scope/interval.ts';
import { createHoldEstimate } from './hold-estimate.ts';
import { createQueue, type Queue } from './queue.ts';
import type { TargetGuard } from './target-guard.ts';
import type { Touch } from './touch.ts';

/** All places of the server: in one line wait the calls of all tools, for slots and targets alike. */
export interface Places {
  /** The queue of one tool. */
  readonly queue: (tool: string, lane: LaneSettings) => Queue;
  /** How many calls hold a place now. */
  readonly running: () => number;
}

interface PlacesSettings {
  /** Calls of all tools at once. */
  readonly limit: number;
  /** The longest wait, in milliseconds. */
  readonly waitMs: number;
}

/** Makes the places of a server, all of them free. */
export function createPlaces({ limit, waitMs }: PlacesSettings, targets: TargetGuard, clock: Clock): Places {
  const bulkhead = createBulkhead<Touch>({ limit, meet });
  const anyCall = createHoldEstimate();
  return {
    running: bulkhead.running,
    queue: (tool, lane) => createQueue(bulkhead.lane(lane), { tool, waitMs, anyCall }, targets, clock),
  };
}

const meet = (one: Touch, other: Touch): boolean =>
  one.intervals.some((mine) => other.intervals.some((theirs) => overlaps(mine, theirs)));
