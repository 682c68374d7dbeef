/** A call that wants a slot. It is also its own ticket: the same object cancels and leaves. */
export interface Waiter {
  /** Told once, when a queued call gets its slot; the slot is held before this is called. */
  readonly grant: () => void;
}

export type Entry = 'granted' | 'queued' | 'full';

export interface LaneSettings {
  /** Slots of this lane. */
  readonly limit: number;
  /** How many may wait for one; 0 for none. */
  readonly queue: number;
}

/** The calls of one tool: first come, first served. */
export interface Lane {
  readonly settings: LaneSettings;
  /** Takes a slot of this lane and of the bulkhead, joins the queue, or is turned away. */
  readonly enter: (waiter: Waiter) => Entry;
  /** Leaves the queue; false where the waiter was not in it (any more). */
  readonly cancel: (waiter: Waiter) => boolean;
  /** Gives both slots back, which may grant another call; false where the waiter held none (any more). */
  readonly leave: (waiter: Waiter) => boolean;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** Slots that all lanes share. */
export interface Bulkhead {
  readonly lane: (settings: LaneSettings) => Lane;
  readonly running: () => number;
}

interface LaneState {
  readonly settings: LaneSettings;
  readonly holders: Set<Waiter>;
  /** In order of arrival, with the number that orders arrivals of all lanes. */
  readonly queue: Map<Waiter, number>;
}

/**
 * Makes a bulkhead of `limit` shared slots. Both slots are taken in one step and nobody waits while holding one, so
 * there is no deadlock. A free shared slot goes to the earliest call whose own lane has room: a busy tool holds up
 * nobody else, and nobody starves.
 */
export function createBulkhead({ limit }: { readonly limit: number }): Bulkhead {
  const lanes: LaneState[] = [];
  let running = 0;
  let arrivals = 0;

  const hasRoom = (lane: LaneState): boolean => running < limit && lane.holders.size < lane.settings.limit;
  const take = (lane: LaneState, waiter: Waiter): void => {
    running += 1;
    lane.holders.add(waiter);
  };
  const grantNext = (): void => {
    const next = earliest(lanes.filter(hasRoom));
    if (next === null) return;
    next.lane.queue.delete(next.waiter);
    take(next.lane, next.waiter);
    next.waiter.grant();
  };

  return {
    running: () => running,
    lane: (settings) => {
      const lane: LaneState = { settings, holders: new Set(), queue: new Map() };
      lanes.push(lane);
      return {
        settings,
        running: () => lane.holders.size,
        waiting: () => lane.queue.size,
        enter: (waiter) => {
          // A lane with room has no queue: every slot that comes back is granted before anybody else can enter.
          if (hasRoom(lane)) {
            take(lane, waiter);
            return 'granted';
          }
          if (lane.queue.size >= settings.queue) return 'full';
          arrivals += 1;
          lane.queue.set(waiter, arrivals);
          return 'queued';
        },
        cancel: (waiter) => lane.queue.delete(waiter),
        leave: (waiter) => {
          if (!lane.holders.delete(waiter)) return false;
          running -= 1;
          grantNext();
          return true;
        },
      };
    },
  };
}

interface Head {
  readonly lane: LaneState;
  readonly waiter: Waiter;
  readonly arrival: number;
}

/** The waiter that came first among those at the heads of these lanes. */
function earliest(lanes: readonly LaneState[]): Head | null {
  let best: Head | null = null;
  for (const lane of lanes) {
    const [waiter, arrival] = lane.queue.entries().next().value ?? [];
    if (waiter === undefined || arrival === undefined) continue;
    if (best === null || arrival < best.arrival) best = { lane, waiter, arrival };
  }
  return best;
}
