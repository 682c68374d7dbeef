import { createBuckets } from '../../resilience/token-bucket.ts';
import type { LogEvent } from './log-events.ts';

/** Lets so many lines of one event through; others are counted, and told by the next that gets through. */
export interface FloodGate {
  /** How many lines of this event were held back since its last one; null where this one is to be held back too. */
  readonly admit: (event: LogEvent) => number | null;
  /** What was held back and is not told yet, by event; asking is telling. */
  readonly untold: () => ReadonlyMap<LogEvent, number>;
}

/** Calls have their lines, however many come; of anything else 60 lines at once and 60 a minute say what there is to say. */
export function createFloodGate(monotonicMs: () => number): FloodGate {
  const buckets = createBuckets(monotonicMs);
  const heldBack = new Map<LogEvent, number>();
  return {
    admit: (event) => {
      if (ofCalls.has(event)) return 0;
      const before = heldBack.get(event) ?? 0;
      if (!buckets.take([{ key: event, terms: { perMinute: 60, burst: 60 } }]).ok) {
        heldBack.set(event, before + 1);
        return null;
      }
      heldBack.delete(event);
      return before;
    },
    untold: () => {
      const rest = new Map(heldBack);
      heldBack.clear();
      return rest;
    },
  };
}

const ofCalls: ReadonlySet<LogEvent> = new Set(['tool.call', 'run.queued', 'run.started', 'run.progress']);
