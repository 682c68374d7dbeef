import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interval } from '../scope/interval.ts';
import { createTargetLedger, type Admission, type Leave } from './target-ledger.ts';

const limits = { atOnce: 2, callsPerMinute: 4, probesPerHour: 100 };

interface Call {
  readonly intervals: readonly Interval[];
  readonly probesEach: number;
  readonly lastsMs: number;
  readonly atMs: number;
  /** When it left; while it runs, when it will at the latest. */
  leftMs: number;
  readonly leave: Leave;
  running: boolean;
  sent: boolean;
}

/** One call, after some time and after one of the running calls has left. */
interface Step {
  readonly lo: number;
  readonly size: number;
  /** How far behind the first part of the call a second one begins; there is none where it is 0. */
  readonly second: number;
  readonly probesEach: number;
  readonly lastsMs: number;
  readonly gapMs: number;
  readonly leaves: { readonly which: number; readonly sent: boolean } | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  lo: fc.nat(12),
  size: fc.constantFrom(0, 0, 0, 3, 7),
  second: fc.constantFrom(0, 0, 2, 3),
  probesEach: fc.constantFrom(1, 1, 1, 7, 40, 60, 101),
  lastsMs: fc.constantFrom(0, 5000, 400_000, 3_500_000),
  gapMs: fc.constantFrom(0, 0, 0, 500, 2000, 30_000, 400_000),
  leaves: fc.option(fc.record({ which: fc.nat(9), sent: fc.constantFrom(true, true, false) }), { freq: 9 }),
});
const steps = fc.array(step, { maxLength: 60, size: 'max' });

const v4 = (lo: number, hi: number): Interval => ({ family: 4, lo, hi });
const touches = ({ intervals }: Call, host: number): boolean =>
  intervals.some(({ lo, hi }) => lo <= host && host <= hi);

/** Plays the steps, telling `each` what was asked, what was answered, and all calls that came before. */
function play(
  life: readonly Step[],
  most: number | undefined,
  each: (call: Call, answer: Admission, earlier: readonly Call[], ask: (nowMs: number) => Admission) => void,
): void {
  const ledger = createTargetLedger(() => limits, most);
  const calls: Call[] = [];
  let now = 0;
  const running = (): readonly Call[] => calls.filter((call) => call.running);
  const end = (call: Call, sent: boolean, leftMs: number): void => {
    Object.assign(call, { running: false, sent, leftMs });
    call.leave(sent, leftMs);
  };
  for (const { lo, size, second, probesEach, lastsMs, gapMs, leaves } of life) {
    now += gapMs;
    const late = running().filter(({ leftMs }) => leftMs < now);
    for (const call of late.toSorted((a, b) => a.leftMs - b.leftMs)) end(call, true, call.leftMs);
    const open = running();
    const leaving = leaves === null ? undefined : open[leaves.which % Math.max(1, open.length)];
    if (leaving !== undefined && leaves !== null) end(leaving, leaves.sent, now);
    const after = lo + size + second;
    const intervals = [v4(lo, lo + size), ...(second === 0 ? [] : [v4(after, after + 1)])];
    const answer = ledger.admit({ intervals, probesEach, lastsMs }, now);
    const leave = answer.kind === 'admitted' ? answer.leave : () => undefined;
    const leftMs = now + lastsMs;
    const call = { intervals, probesEach, lastsMs, atMs: now, leftMs, leave, running: true, sent: true };
    const ask = (nowMs: number): Admission => {
      now = nowMs;
      const again = ledger.admit({ intervals, probesEach, lastsMs }, nowMs);
      if (again.kind === 'admitted') again.leave(false, nowMs);
      return again;
    };
    each(call, answer, calls, ask);
    if (answer.kind === 'admitted') calls.push(call);
  }
}

const hosts = Array.from({ length: 30 }, (_, host) => host);
const leaves = (atMs: number, stepMs: number, windowMs: number): number =>
  (Math.floor(atMs / stepMs) + 1) * stepMs + windowMs;

/** What a count of each address on its own would answer: null where the call may pass, else why not and until when. */
function naive(
  call: Call,
  earlier: readonly Call[],
): { readonly kind: string; readonly retryAfterMs?: number } {
  if (call.probesEach > limits.probesPerHour) return { kind: 'too_large' };
  const mine = hosts
    .filter((host) => touches(call, host))
    .map((host) => earlier.filter((one) => one.sent && touches(one, host)));
  const isFree = (atMs: number): boolean =>
    mine.every((charged) => {
      const minute = charged.filter((one) => leaves(one.atMs, 2000, 60_000) > atMs).length;
      const hour = charged
        .filter((one) => leaves(one.leftMs, 60_000, 3_600_000) > atMs)
        .reduce((sum, { probesEach }) => sum + probesEach, 0);
      return minute < limits.callsPerMinute && hour + call.probesEach <= limits.probesPerHour;
    });
  const ends = earlier.flatMap(({ atMs, leftMs }) => [
    leaves(atMs, 2000, 60_000),
    leaves(leftMs, 60_000, 3_600_000),
  ]);
  const moments = [call.atMs, ...ends.filter((end) => end > call.atMs)].toSorted((a, b) => a - b);
  const free = moments.find(isFree) ?? Infinity;
  if (free > call.atMs) return { kind: 'spent', retryAfterMs: free - call.atMs };
  const isBusy = mine.some((charged) => charged.filter(({ running }) => running).length >= limits.atOnce);
  return { kind: isBusy ? 'busy' : 'admitted' };
}

test('where there is room, every answer and every wait is that of a count of each address on its own', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(steps, (life) => {
      play(life, undefined, (call, answer, earlier) => {
        seen.add(answer.kind);
        expect(answer).toMatchObject(naive(call, earlier));
      });
    }),
    { numRuns: 500 },
  );
  expect([...seen].toSorted()).toEqual(['admitted', 'busy', 'spent', 'too_large']);
});

test('with whatever room, no address ever gets more than the limits', () => {
  fc.assert(
    fc.property(steps, fc.nat(8), (life, most) => {
      play(life, most, (call, answer, earlier) => {
        if (answer.kind !== 'admitted') return;
        for (const host of hosts.filter((each) => touches(call, each))) {
          const mine = [...earlier.filter((one) => one.sent && touches(one, host)), call];
          expect(mine.filter(({ running }) => running).length).toBeLessThanOrEqual(limits.atOnce);
          const minute = mine.filter(({ atMs }) => atMs > call.atMs - 60_000);
          expect(minute.length).toBeLessThanOrEqual(limits.callsPerMinute);
          // A call may have sent all its probes as it left.
          const hour = mine.filter(({ leftMs }) => leftMs > call.atMs - 3_600_000);
          const probes = hour.reduce((sum, { probesEach }) => sum + probesEach, 0);
          expect(probes).toBeLessThanOrEqual(limits.probesPerHour);
        }
      });
    }),
    { numRuns: 500 },
  );
});

test('with whatever room, a call that comes again when it was told to is not refused, and a moment sooner it is', () => {
  fc.assert(
    fc.property(steps, fc.nat(8), (life, most) => {
      play(life, most, (call, answer, _, ask) => {
        if (answer.kind !== 'spent') return;
        expect(answer.retryAfterMs).toBeGreaterThan(0);
        expect(ask(call.atMs + answer.retryAfterMs - 1).kind).toBe('spent');
        expect(ask(call.atMs + answer.retryAfterMs).kind).not.toBe('spent');
      });
    }),
    { numRuns: 500 },
  );
});
