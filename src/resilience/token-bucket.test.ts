import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createBuckets, type BucketTerms } from './token-bucket.ts';

function start() {
  const clock = manualClock();
  return { clock, buckets: createBuckets(clock.monotonicMs) };
}
const once = { perMinute: 60, burst: 1 };
const three = { perMinute: 60, burst: 3 };
const of = (key: string, terms: BucketTerms) => ({ key, terms });

test('a full bucket gives its burst at once, then one token a second, and says how long to wait', () => {
  const { clock, buckets } = start();
  const take = () => buckets.take([of('a', three)]);
  expect([take().ok, take().ok, take().ok]).toEqual([true, true, true]);
  expect(take()).toEqual({ ok: false, of: of('a', three), retryAfterMs: 1000 });
  clock.advance(999.5);
  expect(take()).toMatchObject({ ok: false, retryAfterMs: 1 });
  clock.advance(0.5);
  expect([take().ok, take().ok]).toEqual([true, false]);
});

test('a rest fills a bucket, and no more than that', () => {
  const { clock, buckets } = start();
  buckets.take([of('a', three)]);
  clock.advance(1e9);
  const given = Array.from({ length: 9 }, () => buckets.take([of('a', three)]).ok);
  expect(given.filter(Boolean)).toHaveLength(3);
});

test('of several buckets all give a token, or none; the refusal names the one with the longest wait', () => {
  const { clock, buckets } = start();
  const slow = { perMinute: 6, burst: 1 };
  buckets.take([of('b', once), of('c', slow)]);
  const all = [of('a', once), of('b', once), of('c', slow)];
  expect(buckets.take(all)).toEqual({ ok: false, of: of('c', slow), retryAfterMs: 10_000 });
  expect(buckets.take([of('a', once)]).ok).toBe(true);
  clock.advance(10_000);
  expect(buckets.take(all).ok).toBe(true);
});

test('other terms hold at once for what was taken before', () => {
  const { buckets } = start();
  for (let taken = 0; taken < 3; taken += 1) buckets.take([of('a', three)]);
  expect(buckets.take([of('a', { perMinute: 60, burst: 4 })]).ok).toBe(true);
  expect(buckets.take([of('a', once)])).toMatchObject({ ok: false, retryAfterMs: 4000 });
  // What is lacking are tokens: with another rate each of them takes another time.
  expect(buckets.take([of('a', { perMinute: 600, burst: 1 })])).toMatchObject({ retryAfterMs: 400 });
  const uneven = start().buckets;
  for (let taken = 0; taken < 4; taken += 1) uneven.take([of('a', { perMinute: 7, burst: 4 })]);
  expect(uneven.take([of('a', { perMinute: 60_000, burst: 1 })])).toMatchObject({ retryAfterMs: 4 });
});

test('buckets that are full again are forgotten, however many names are made up', () => {
  const { clock, buckets } = start();
  for (let index = 0; index < 20_000; index += 1) {
    buckets.take([of(`${index}`, once)]);
    clock.advance(10);
  }
  expect(buckets.size()).toBeLessThan(1100);
  expect(buckets.take([of('19999', once)]).ok).toBe(false);
});

test('buckets are looked through when there are twice as many as were left last time, and those that lack a token stay', () => {
  const { clock, buckets } = start();
  const takeFrom = (first: number, count: number): void => {
    for (let index = first; index < first + count; index += 1) buckets.take([of(`${index}`, once)]);
  };
  takeFrom(0, 1024);
  expect(buckets.size()).toBe(1024);
  clock.advance(1000);
  takeFrom(1024, 1023);
  expect(buckets.size()).toBe(2047);
  takeFrom(2047, 1);
  expect(buckets.size()).toBe(1024);
  clock.advance(999);
  takeFrom(5000, 1023);
  expect(buckets.size()).toBe(2047);
  clock.advance(1);
  takeFrom(6023, 1);
  expect(buckets.size()).toBe(1024);
});

test('A13: not one microsecond is given away', () => {
  const { clock, buckets } = start();
  const take = (perMinute: number) => buckets.take([of(`${perMinute}`, { perMinute, burst: 1 })]).ok;
  expect([take(60), take(4999)]).toEqual([true, true]);
  // Of 4,999 a minute, one comes every 12.0024 ms.
  clock.advance(12.0023);
  expect(take(4999)).toBe(false);
  clock.advance(987.9876);
  clock.advance(0.0091);
  expect(take(60)).toBe(false);
  clock.advance(0.001_01);
  expect(take(60)).toBe(true);
});

const terms = fc.record({
  perMinute: fc.integer({ min: 1, max: 5000 }),
  burst: fc.integer({ min: 1, max: 9 }),
});
/** Quarters of a millisecond, so that sums are exact. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat(400), fc.nat(400_000)), { maxLength: 80, size: 'max' });

test('A13: within any time T no bucket gives more than burst + rate · T tokens', () => {
  fc.assert(
    fc.property(terms, gaps, (given, waits) => {
      const { clock, buckets } = start();
      const takenAt: number[] = [];
      for (const quarters of waits) {
        clock.advance(quarters / 4);
        if (buckets.take([of('a', given)]).ok) takenAt.push(clock.monotonicMs());
      }
      const tooMany = takenAt.flatMap((from, first) =>
        takenAt.slice(first).filter((to, index) => {
          const most = given.burst + (given.perMinute * (to - from)) / 60_000;
          return index + 1 > most;
        }),
      );
      expect(tooMany).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('A13: who waits for retryAfterMs, alone, is always given a token then, and one who waits two milliseconds less never', () => {
  fc.assert(
    fc.property(terms, gaps, (given, waits) => {
      const { clock, buckets } = start();
      for (const quarters of waits) {
        clock.advance(quarters / 4);
        const taken = buckets.take([of('a', given)]);
        if (taken.ok) continue;
        expect(taken.retryAfterMs).toBeGreaterThan(0);
        const early = Math.max(0, taken.retryAfterMs - 2);
        clock.advance(early);
        expect(buckets.take([of('a', given)]).ok).toBe(false);
        clock.advance(taken.retryAfterMs - early);
        expect(buckets.take([of('a', given)]).ok).toBe(true);
      }
    }),
  );
});
