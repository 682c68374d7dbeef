import { createWindowCount, type WindowCount } from '../resilience/window-count.ts';
import { formatFirst } from '../scope/address.ts';
import { covers, overlaps, type Interval } from '../scope/interval.ts';

/** How much one address may be touched, by all calls together. */
export interface TargetLimits {
  readonly atOnce: number;
  readonly callsPerMinute: number;
  readonly probesPerHour: number;
}

/** What one call touches. */
export interface Touch {
  readonly intervals: readonly Interval[];
  /** Probes or requests that each address is sent, at least 1. */
  readonly probesEach: number;
}

export type Admission =
  /** `leave` ends the visit, once; a call that has sent nothing gets back what it was charged. */
  | { readonly kind: 'admitted'; readonly leave: (sent: boolean) => void }
  /** As many calls touch `address` as may at once. */
  | { readonly kind: 'busy'; readonly address: string }
  | {
      readonly kind: 'spent';
      readonly limit: 'calls' | 'probes';
      readonly address: string;
      readonly retryAfterMs: number;
    }
  /** More different targets were touched within the hour than are kept account of. */
  | { readonly kind: 'full'; readonly retryAfterMs: number };

/** The account of what calls do to each address, over the last hour. */
export interface TargetLedger {
  /** Lets a call through and charges it, or says what stands against it and charges nothing. */
  readonly admit: (touch: Touch, nowMs: number) => Admission;
}

/** All calls that named exactly the same addresses. */
interface Account {
  readonly interval: Interval;
  readonly calls: WindowCount;
  readonly probes: WindowCount;
  running: number;
  lastMs: number;
}

/** Makes an empty account. Single addresses are looked up; blocks and ranges, which are few, are gone through. */
export function createTargetLedger(limits: TargetLimits, most: Room = defaultRoom): TargetLedger {
  const singles = new Map<string, Account>();
  const wide = new Map<string, Account>();

  /** The accounts of every address at which a new one begins: between those, the sums do not grow. */
  const points = (interval: Interval): readonly Point[] => {
    const lone = isSingle(interval) ? [] : [...singles.values()].map((account) => account.interval);
    const wider = [...wide.values()].filter((account) => overlaps(account.interval, interval));
    const starts = [...lone, ...wider.map((account) => firstOf(account.interval))].filter((at) =>
      covers(interval, at),
    );
    return [firstOf(interval), ...starts].map((at) => ({
      at,
      accounts: [
        ...listed(singles.get(keyOf(at))),
        ...wider.filter(({ interval: held }) => covers(held, at)),
      ],
    }));
  };

  const objection = ({ intervals, probesEach }: Touch, nowMs: number): Admission | null => {
    for (const { at, accounts } of intervals.flatMap(points)) {
      const sum = (amount: (account: Account) => number): number =>
        accounts.reduce((all, account) => all + amount(account), 0);
      const spent = (limit: 'calls' | 'probes', room: number): Admission => {
        const retryAfterMs = Math.max(
          minuteMs / 30,
          ...accounts.map((one) => one[limit].untilMs(nowMs, room)),
        );
        return { kind: 'spent', limit, address: formatFirst(at), retryAfterMs };
      };
      if (sum(({ probes }) => probes.total(nowMs)) + probesEach > limits.probesPerHour)
        return spent('probes', Math.max(0, limits.probesPerHour - probesEach));
      if (sum(({ calls }) => calls.total(nowMs)) >= limits.callsPerMinute)
        return spent('calls', limits.callsPerMinute - 1);
      if (sum(({ running }) => running) >= limits.atOnce) return { kind: 'busy', address: formatFirst(at) };
    }
    return null;
  };

  const accountOf = (interval: Interval): Account => {
    const accounts = isSingle(interval) ? singles : wide;
    const known = accounts.get(keyOf(interval));
    if (known !== undefined) return known;
    const account = {
      interval,
      calls: createWindowCount(minuteMs, 30),
      probes: createWindowCount(60 * minuteMs, 60),
      running: 0,
      lastMs: 0,
    };
    accounts.set(keyOf(interval), account);
    return account;
  };

  /** Forgets what lies more than an hour back, where there is no room for more. */
  const hasRoom = (intervals: readonly Interval[], nowMs: number): boolean => {
    const room = (): boolean =>
      singles.size + intervals.length <= most.singles && wide.size + intervals.length <= most.wide;
    if (room()) return true;
    for (const accounts of [singles, wide]) {
      for (const [key, { running, lastMs }] of accounts) {
        if (running === 0 && nowMs - lastMs > 61 * minuteMs) accounts.delete(key);
      }
    }
    return room();
  };

  return {
    admit: (touch, nowMs) => {
      const against = objection(touch, nowMs);
      if (against !== null) return against;
      if (!hasRoom(touch.intervals, nowMs)) return { kind: 'full', retryAfterMs: minuteMs };
      const accounts = [...new Set(touch.intervals.map(accountOf))];
      const charges = accounts.flatMap((account) => {
        account.running += 1;
        account.lastMs = nowMs;
        return [account.calls.add(nowMs, 1), account.probes.add(nowMs, touch.probesEach)];
      });
      let inside = true;
      return {
        kind: 'admitted',
        leave: (sent) => {
          if (!inside) return;
          inside = false;
          for (const account of accounts) account.running -= 1;
          if (!sent) for (const takeBack of charges) takeBack();
        },
      };
    },
  };
}

/** How many different targets are kept account of. */
interface Room {
  readonly singles: number;
  readonly wide: number;
}

interface Point {
  readonly at: Interval;
  readonly accounts: readonly Account[];
}

const minuteMs = 60_000;
const defaultRoom: Room = { singles: 10_000, wide: 500 };

const listed = (account: Account | undefined): readonly Account[] => (account === undefined ? [] : [account]);
const isSingle = ({ lo, hi }: Interval): boolean => lo === hi;
const keyOf = ({ family, lo, hi }: Interval): string => `${family} ${lo} ${hi}`;
const firstOf = (interval: Interval): Interval =>
  interval.family === 4
    ? { family: 4, lo: interval.lo, hi: interval.lo }
    : { family: 6, lo: interval.lo, hi: interval.lo };
