import { leavesAt, type Window } from '../resilience/window-count.ts';
import { formatFirst } from '../scope/address.ts';
import type { Interval } from '../scope/interval.ts';
import type { Touch } from './touch.ts';
import { createUsageLine, type Span, type Stretch } from './usage-line.ts';
import { changeRunning, charge, fallsTo, meterOf, type Budget, type Charges } from './usage.ts';

/** How much one address may be touched, by all calls together. */
export interface TargetLimits {
  readonly atOnce: number;
  readonly callsPerMinute: number;
  readonly probesPerHour: number;
}

/** Ends a visit, once; a call that has sent nothing is not charged. */
export type Leave = (sent: boolean, nowMs: number) => void;

export type Admission =
  | { readonly kind: 'admitted'; readonly leave: Leave }
  /** As many calls touch `address` as may at once. */
  | { readonly kind: 'busy'; readonly address: string }
  | Spent
  /** The call alone asks for more probes of each address than a whole hour holds: it will never be admitted. */
  | { readonly kind: 'too_large'; readonly probesEach: number };

export interface Spent {
  readonly kind: 'spent';
  readonly limit: Budget;
  /** Where the wait is longest. */
  readonly address: string;
  /** What counts there now, at most: `isShared` tells that neighbours were counted with it. */
  readonly used: number;
  readonly isShared: boolean;
  /** After this long the same call is not refused, if nothing else happens. */
  readonly retryAfterMs: number;
}

/** The account of what calls do to each address, over the last hour. */
export interface TargetLedger {
  /**
   * Lets a call through, or says what stands against it and charges nothing. A call counts within a minute of its start; its
   * probes while it may send them, and for an hour after it has left.
   */
  readonly admit: (touch: Touch, nowMs: number) => Admission;
}

/**
 * Makes an empty account; limits may change while it is kept. It is never full: where a family needs more than `most` cuts, neighbours are counted as one, each with
 * the higher count of both, which is too low for no address. Below `most` / 2 different targets an hour nothing is joined.
 *
 * The worst that callers can make of that, by touching ever more addresses: one that nobody touched is counted as if it had had
 * about one call of the usual kind for every `most` calls; to use up 60 calls a minute by that takes 240,000 in a minute. Or they
 * use up the whole budget of `most` / 2 addresses within an hour: then what lies right between two of them, and nothing else, is
 * refused with them.
 */
export function createTargetLedger(limits: () => TargetLimits, most = mostCuts): TargetLedger {
  const of: Readonly<Record<Budget, number>> = {
    get calls() {
      return limits().callsPerMinute;
    },
    get probes() {
      return limits().probesPerHour;
    },
  };
  const lines = { 4: createUsageLine(of), 6: createUsageLine(of) };
  /** How many spans running calls hold: their ends come on top, since they cannot be joined away. */
  const held = { 4: 0, 6: 0 };

  const spent = (touch: Touch, nowMs: number): Spent | null => {
    const rooms = [
      { budget: 'calls', room: of.calls - 1, usedAt: meterOf('calls') },
      { budget: 'probes', room: of.probes - touch.probesEach, usedAt: meterOf('probes') },
    ] as const;
    let worst: Spent | null = null;
    let untilMs = nowMs;
    for (const interval of touch.intervals) {
      const span = spanOf(interval);
      for (const stretch of lines[interval.family].over(span)) {
        for (const { budget, room, usedAt } of rooms) {
          if (usedAt(stretch, untilMs) <= room) continue;
          untilMs = fallsTo(stretch, budget, room, untilMs);
          worst = {
            kind: 'spent',
            limit: budget,
            address: addressIn(interval, span, stretch),
            used: usedAt(stretch, nowMs),
            isShared: stretch.isShared,
            retryAfterMs: untilMs - nowMs,
          };
        }
      }
    }
    return worst;
  };

  const busy = (touch: Touch): Admission | null => {
    const { atOnce } = limits();
    for (const interval of touch.intervals) {
      const span = spanOf(interval);
      const full = lines[interval.family].over(span).find(({ running }) => running.length >= atOnce);
      if (full !== undefined) return { kind: 'busy', address: addressIn(interval, span, full) };
    }
    return null;
  };

  const leave = (interval: Interval, charges: Charges, sent: Charges | null, nowMs: number): void => {
    const { family } = interval;
    const span = spanOf(interval);
    const stretches = lines[family].over(span);
    changeRunning(stretches, (running) => running.filter((each) => each !== charges));
    if (sent !== null) for (const stretch of stretches) charge(stretch, sent, nowMs);
    held[family] -= 1;
    lines[family].mend(span, nowMs);
    lines[family].trim(most + 2 * held[family], nowMs);
  };

  return {
    admit: (touch, nowMs) => {
      if (touch.probesEach > of.probes) return { kind: 'too_large', probesEach: touch.probesEach };
      const against = spent(touch, nowMs) ?? busy(touch);
      if (against !== null) return against;
      const charges: Charges = {
        calls: { amount: 1, endsMs: leavesAt(minute, nowMs) },
        // The last of them may be sent at the very end.
        probes: { amount: touch.probesEach, endsMs: leavesAt(hour, nowMs + touch.lastsMs) },
      };
      for (const interval of touch.intervals) {
        held[interval.family] += 1;
        changeRunning(lines[interval.family].cut(spanOf(interval)), (running) => [...running, charges]);
      }
      let inside = true;
      return {
        kind: 'admitted',
        leave: (sent, leftMs) => {
          if (!inside) return;
          inside = false;
          const probes = { amount: touch.probesEach, endsMs: leavesAt(hour, leftMs) };
          for (const interval of touch.intervals)
            leave(interval, charges, sent ? { ...charges, probes } : null, leftMs);
        },
      };
    },
  };
}

const minute: Window = { ms: 60_000, steps: 30 };
const hour: Window = { ms: 3_600_000, steps: 60 };
const mostCuts = 4096;

const spanOf = ({ lo, hi }: Interval): Span => ({ lo: BigInt(lo), after: BigInt(hi) + 1n });

/** The first address of a stretch that a call touches. */
function addressIn({ family }: Interval, { lo }: Span, { from }: Stretch): string {
  const at = from > lo ? from : lo;
  return formatFirst(family === 4 ? { family, lo: Number(at), hi: Number(at) } : { family, lo: at, hi: at });
}
