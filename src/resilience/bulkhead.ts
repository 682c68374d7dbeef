/** A call that wants a slot. It is also its own ticket: the same object cancels, moves and leaves. */
export interface Waiter<Need> {
  /** What it needs beside its slots. */
  readonly need: Need;
  /** Asked where its slots are free: takes the need in the same step, tells to wait for that, or withdraws the call. */
  readonly take: () => 'taken' | 'busy' | 'withdrawn';
  /** Told once, when the call has its slots and what it needs. */
  readonly grant: () => void;
}

export type Entry = 'granted' | 'queued' | 'withdrawn' | 'full';

export interface LaneSettings {
  /** Slots of this lane. */
  readonly limit: number;
  /** How many may wait for one; 0 for none. */
  readonly queue: number;
  /** Slots of the bulkhead that each of its calls takes, 1 where it is absent. With as many as there are, a call runs alone. */
  readonly weight?: number;
}

/** The calls of one tool. */
export interface Lane<Need> {
  readonly settings: () => LaneSettings;
  /** Takes other settings: what runs and what waits goes on, a call that waits may start. */
  readonly configure: (settings: LaneSettings) => void;
  /** Takes a slot of this lane, its weight of the bulkhead's and the need, joins the line, or is turned away. */
  readonly enter: (waiter: Waiter<Need>) => Entry;
  /** Gives the slots of `from` back and puts `to` in line where `from` once stood; the queue is never full for it. */
  readonly move: (from: Waiter<Need>, to: Waiter<Need>) => void;
  /** Leaves the line; false where the waiter was not in it (any more). */
  readonly cancel: (waiter: Waiter<Need>) => boolean;
  /** Gives both slots back, which may grant other calls; false where the waiter held none (any more). */
  readonly leave: (waiter: Waiter<Need>) => boolean;
  /** True where a slot of the lane and its weight of the bulkhead's are free. */
  readonly hasSlot: () => boolean;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** Slots that all lanes share. */
export interface Bulkhead<Need> {
  readonly lane: (settings: LaneSettings) => Lane<Need>;
  /** Takes another number of slots; where that is less than are taken, calls end before others start. */
  readonly resize: (limit: number) => void;
  /** Calls, whatever they weigh. */
  readonly running: () => number;
}

export interface BulkheadSettings<Need> {
  /** Slots of all lanes together. */
  readonly limit: number;
  /** Whether two needs may get in each other's way. */
  readonly meet: (one: Need, other: Need) => boolean;
  /** How many younger calls may take what a waiting one needs, before that is kept for it. */
  readonly patience?: number;
}

/**
 * Makes a bulkhead. All that a call needs is taken in one step and nobody waits while holding any of it, so there is no
 * deadlock. What comes free goes to the earliest call that can start with it: a busy tool or target holds up nobody else. A call
 * that needs much at once could wait for ever so. Hence a slot of its lane is kept for one that was overtaken `patience` times,
 * and from then on no younger call takes what it needs: it starts when those that run there have ended. Nothing but the slot is
 * kept while the lane is full: calls of other tools would stand still at a target where nothing runs. For a heavy call that was
 * overtaken so often, all slots of the bulkhead are kept as they come free: nothing else starts until it does.
 */
export function createBulkhead<Need>({
  limit: first,
  meet,
  patience = 4,
}: BulkheadSettings<Need>): Bulkhead<Need> {
  let limit = first;
  const lanes: LaneState<Need>[] = [];
  /** Who waits, in order of arrival. After every step none of them could start. */
  const line: Ticket<Need>[] = [];
  let running = 0;
  let arrivals = 0;

  /** A call that weighs more than there is takes all there is. */
  const weightOf = (lane: LaneState<Need>): number => Math.min(lane.settings.weight ?? 1, limit);
  const hasRoom = (lane: LaneState<Need>): boolean =>
    lanes.reduce((sum, each) => sum + each.holders.size * weightOf(each), weightOf(lane)) <= limit;
  const hasLaneSlot = ({ lane }: Ticket<Need>, kept: readonly Ticket<Need>[]): boolean =>
    lane.holders.size + kept.filter((each) => each.lane === lane).length < lane.settings.limit;
  const hasSlot = (ticket: Ticket<Need>, kept: readonly Ticket<Need>[]): boolean =>
    hasRoom(ticket.lane) && hasLaneSlot(ticket, kept);
  /** True for a heavy call that waits for slots of the bulkhead alone. */
  const lacksRoom = (ticket: Ticket<Need>): boolean =>
    weightOf(ticket.lane) > 1 && hasLaneSlot(ticket, []) && !hasRoom(ticket.lane);
  const isBarred = ({ waiter }: Ticket<Need>, kept: readonly Ticket<Need>[]): boolean =>
    kept.some((older) => meet(older.waiter.need, waiter.need));
  const isOverdue = ({ overtaken }: Ticket<Need>): boolean => overtaken >= patience;

  const start = (ticket: Ticket<Need>): void => {
    running += 1;
    ticket.lane.holders.set(ticket.waiter, ticket.arrival);
    for (const older of line) {
      if (older.arrival > ticket.arrival) break;
      if (older.lane === ticket.lane || meet(older.waiter.need, ticket.waiter.need) || lacksRoom(older))
        older.overtaken += 1;
    }
    ticket.waiter.grant();
  };
  /** Starts the earliest call that can; false where none can. */
  const startNext = (): boolean => {
    const kept: Ticket<Need>[] = [];
    for (const ticket of line.slice()) {
      if (isOverdue(ticket) && lacksRoom(ticket)) return false;
      if (!hasSlot(ticket, kept)) continue;
      const answer = isBarred(ticket, kept) ? 'busy' : ticket.waiter.take();
      if (answer === 'busy') {
        if (isOverdue(ticket)) kept.push(ticket);
        continue;
      }
      line.splice(line.indexOf(ticket), 1);
      if (answer === 'withdrawn') continue;
      start(ticket);
      return true;
    }
    return false;
  };
  const startAll = (): void => {
    // Anew each time: whoever is granted may give back at once.
    while (startNext());
  };
  /** What those in line have kept from whoever comes now; null where that is everything. */
  const keptFromLast = (): readonly Ticket<Need>[] | null => {
    const kept: Ticket<Need>[] = [];
    for (const ticket of line) {
      if (!isOverdue(ticket)) continue;
      if (lacksRoom(ticket)) return null;
      if (hasSlot(ticket, kept)) kept.push(ticket);
    }
    return kept;
  };
  const vacate = (lane: LaneState<Need>, waiter: Waiter<Need>): number | null => {
    const arrival = lane.holders.get(waiter);
    if (arrival === undefined) return null;
    lane.holders.delete(waiter);
    running -= 1;
    return arrival;
  };
  const waitingIn = (lane: LaneState<Need>): number => line.filter((ticket) => ticket.lane === lane).length;

  const laneOf = (settings: LaneSettings): Lane<Need> => {
    const lane: LaneState<Need> = { settings, holders: new Map() };
    lanes.push(lane);
    return {
      settings: () => lane.settings,
      configure: (next) => {
        lane.settings = next;
        startAll();
      },
      hasSlot: () => hasRoom(lane) && lane.holders.size < lane.settings.limit,
      running: () => lane.holders.size,
      waiting: () => waitingIn(lane),
      enter: (waiter) => {
        arrivals += 1;
        const ticket = { lane, waiter, arrival: arrivals, overtaken: 0 };
        const kept = keptFromLast();
        const mayAsk = kept !== null && hasSlot(ticket, kept) && !isBarred(ticket, kept);
        const answer = mayAsk ? waiter.take() : 'busy';
        if (answer === 'withdrawn') return answer;
        if (answer === 'taken') {
          start(ticket);
          return 'granted';
        }
        if (waitingIn(lane) >= lane.settings.queue) return 'full';
        line.push(ticket);
        return 'queued';
      },
      move: (from, to) => {
        const arrival = vacate(lane, from);
        if (arrival === null) throw new Error('what holds no slot cannot move');
        const after = line.findIndex((ticket) => ticket.arrival > arrival);
        line.splice(after < 0 ? line.length : after, 0, { lane, waiter: to, arrival, overtaken: 0 });
        startAll();
      },
      cancel: (waiter) => {
        const at = line.findIndex((ticket) => ticket.waiter === waiter);
        if (at < 0) return false;
        const [gone] = line.splice(at, 1);
        if (gone !== undefined && isOverdue(gone)) startAll();
        return true;
      },
      leave: (waiter) => {
        if (vacate(lane, waiter) === null) return false;
        startAll();
        return true;
      },
    };
  };
  return {
    running: () => running,
    lane: laneOf,
    resize: (next) => {
      limit = next;
      startAll();
    },
  };
}

interface LaneState<Need> {
  settings: LaneSettings;
  /** Who runs, with its number in the order of arrival. */
  readonly holders: Map<Waiter<Need>, number>;
}

interface Ticket<Need> {
  readonly lane: LaneState<Need>;
  readonly waiter: Waiter<Need>;
  readonly arrival: number;
  /** How many younger calls took what it needs. */
  overtaken: number;
}
