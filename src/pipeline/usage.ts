import { WindowCount } from '../resilience/window-count.ts';

/** What is counted at each address: calls within a minute, probes within an hour. */
export type Budget = 'calls' | 'probes';

/** What one call adds to each address that it touches, and when that is forgotten. */
export type Charges = Readonly<Record<Budget, { readonly amount: number; readonly endsMs: number }>>;

/** What was done to each address of a stretch: none of them has had more. */
export interface Usage {
  /** What ended calls have sent. */
  readonly calls: WindowCount;
  readonly probes: WindowCount;
  /** Calls that hold a place here, in order of arrival: exact, and charged beside the counts until they leave. */
  running: readonly Charges[];
  /** The share of a budget, 0 to 1, that an address may be counted too high now, since others were joined with it. */
  blur: number;
  /** True where others were joined with it that had had more at some time. */
  isShared: boolean;
}

export type Limits = Readonly<Record<Budget, number>>;

/** What nobody has touched. */
export const untouched = (): Usage => ({
  calls: new WindowCount(),
  probes: new WindowCount(),
  running: [],
  blur: 0,
  isShared: false,
});

/** The same usage, for a part of the stretch that goes its own way. */
export const copyOf = (usage: Usage): Usage => ({
  ...usage,
  calls: usage.calls.copy(),
  probes: usage.probes.copy(),
});

/**
 * Makes a reading of what counts against a budget at a moment, now or later, if nothing else happens. It keeps the last sum of
 * running calls: neighbours at which the same ones run share their list.
 */
export function meterOf(budget: Budget): (usage: Usage, atMs: number) => number {
  let list: Usage['running'] = [];
  let moment = 0;
  let charged = 0;
  return ({ running, [budget]: count }, atMs) => {
    if (running !== list || atMs !== moment) {
      list = running;
      moment = atMs;
      charged = chargedAt(running, budget, atMs);
    }
    return count.held(atMs) + charged;
  };
}

/** The first moment from `fromMs` on at which no more than `room` counts; `room` is at least 0. */
export function fallsTo(usage: Usage, budget: Budget, room: number, fromMs: number): number {
  let atMs = fromMs;
  while (usage[budget].held(atMs) + chargedAt(usage.running, budget, atMs) > room) {
    const ends = usage.running.map(({ [budget]: { endsMs } }) => (endsMs > atMs ? endsMs : Infinity));
    atMs = Math.min(usage[budget].nextEnd(atMs), ...ends);
  }
  return atMs;
}

/** Changes which calls run at some neighbours. Those at which the same calls run share one list: a /16 may be 4,096 of them. */
export function changeRunning(
  usages: readonly Usage[],
  change: (running: Usage['running']) => Usage['running'],
): void {
  let before: Usage['running'] | null = null;
  let after: Usage['running'] = [];
  for (const usage of usages) {
    if (usage.running !== before) {
      before = usage.running;
      after = change(before);
    }
    usage.running = after;
  }
}

/** Adds what a call has sent. */
export function charge(usage: Usage, charges: Charges, nowMs: number): void {
  if (usage.calls.held(nowMs) === 0 && usage.probes.held(nowMs) === 0) {
    usage.blur = 0;
    usage.isShared = false;
  }
  usage.calls.add(charges.calls.amount, charges.calls.endsMs, nowMs);
  usage.probes.add(charges.probes.amount, charges.probes.endsMs, nowMs);
}

/** One usage for two stretches that the same calls run at: at each address the higher of both, at every moment from now on. */
export const joined = (a: Usage, b: Usage, limits: Limits, nowMs: number): Usage => ({
  calls: a.calls.joinedWith(b.calls, nowMs),
  probes: a.probes.joinedWith(b.probes, nowMs),
  running: a.running,
  blur: Math.max(blurWith(a, b, limits, nowMs), blurWith(b, a, limits, nowMs)),
  isShared: a.isShared || b.isShared || !isLike(a, b, nowMs),
});

/** True where joining them would change nothing that is counted. Probes, which are counted longer, tell most apart. */
export const isLike = (a: Usage, b: Usage, nowMs: number): boolean =>
  a.probes.isLike(b.probes, nowMs) && a.calls.isLike(b.calls, nowMs);

/** The blur of a usage once it is joined with another. What is no longer counted is not counted too high. */
export function blurWith(usage: Usage, other: Usage, limits: Limits, nowMs: number): number {
  const calls = usage.calls.held(nowMs);
  const probes = usage.probes.held(nowMs);
  const blur = Math.min(usage.blur, Math.max(calls / limits.calls, probes / limits.probes));
  const moreCalls = (other.calls.held(nowMs) - calls) / limits.calls;
  const moreProbes = (other.probes.held(nowMs) - probes) / limits.probes;
  return blur + Math.max(0, moreCalls, moreProbes);
}

function chargedAt(running: readonly Charges[], budget: Budget, atMs: number): number {
  let sum = 0;
  for (const charges of running) {
    const { amount, endsMs } = charges[budget];
    if (endsMs > atMs) sum += amount;
  }
  return sum;
}
