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
  /** Takes other settings: what runs and what waits goes on, and what can start now does. */
  readonly configure: (settings: PlacesSettings) => void;
  /** How many calls hold a place now. */
  readonly running: () => number;
}

export interface PlacesSettings {
  /** Calls of all tools at once. */
  readonly limit: number;
  /** The longest wait, in milliseconds. */
  readonly waitMs: number;
}

/** Makes the places of a server, all of them free. */
export function createPlaces(first: PlacesSettings, targets: TargetGuard, clock: Clock): Places {
  let { waitMs } = first;
  const bulkhead = createBulkhead<Touch>({ limit: first.limit, meet });
  const anyCall = createHoldEstimate();
  return {
    running: bulkhead.running,
    queue: (tool, lane) =>
      createQueue(bulkhead.lane(lane), { tool, waitMs: () => waitMs, anyCall }, targets, clock),
    configure: (settings) => {
      ({ waitMs } = settings);
      bulkhead.resize(settings.limit);
    },
  };
}

const meet = (one: Touch, other: Touch): boolean =>
  one.intervals.some((mine) => other.intervals.some((theirs) => overlaps(mine, theirs)));
