import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesAt, WindowCount } from './window-count.ts';

const minute = { ms: 60_000, steps: 30 };
const moments = Array.from({ length: 130 }, (_, at) => at * 1000);

/** When each amount is added; not in order, since a call is charged when it ends for when it began. */
const additions = fc.array(fc.tuple(fc.nat(60_000), fc.integer({ min: 1, max: 9 })), { maxLength: 40 });

function countOf(added: readonly (readonly [number, number])[], nowMs = 0): WindowCount {
  const count = new WindowCount();
  for (const [atMs, amount] of added) count.add(amount, leavesAt(minute, atMs), nowMs);
  return count;
}

describe('a sum over a window of time', () => {
  it('holds what was added until a whole window, and at most one step more, has gone by', () => {
    const count = countOf([[500, 3]]);
    expect(count.held(60_000)).toBe(3);
    expect(count.held(61_999)).toBe(3);
    expect(count.held(62_000)).toBe(0);
    expect(leavesAt(minute, 500)).toBe(62_000);
  });

  it('holds at every moment what has not left yet, in whatever order it came', () => {
    fc.assert(
      fc.property(additions, (added) => {
        const count = countOf(added);
        for (const atMs of moments) {
          const left = added.filter(([at]) => leavesAt(minute, at) > 60_000 + atMs);
          expect(count.held(60_000 + atMs)).toBe(left.reduce((sum, [, amount]) => sum + amount, 0));
        }
      }),
    );
  });

  it('forgets on the way what has left, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 60 }), (gaps) => {
        const count = new WindowCount();
        const times: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          times.push(now);
          count.add(1, leavesAt(minute, now), now);
          const moment = now;
          const held = count.held(now);
          expect(held).toBeGreaterThanOrEqual(times.filter((at) => at > moment - 60_000).length);
          expect(held).toBeLessThanOrEqual(times.filter((at) => at > moment - 62_000).length);
        }
      }),
    );
  });

  it('takes no notice of what has left before it is added', () => {
    const count = countOf([[0, 5]], 62_000);
    expect(count.held(0)).toBe(0);
    expect(count.nextEnd(0)).toBe(Infinity);
  });

  it('says when it falls next', () => {
    const count = countOf([
      [500, 3],
      [5000, 1],
    ]);
    expect([count.nextEnd(0), count.nextEnd(62_000), count.nextEnd(66_000)]).toEqual([
      62_000,
      66_000,
      Infinity,
    ]);
  });

  it('joins with another one to the higher of both at every moment, and to no more', () => {
    fc.assert(
      fc.property(additions, additions, fc.nat(120_000), (a, b, now) => {
        const [one, other] = [countOf(a), countOf(b)];
        const joined = one.joinedWith(other, now);
        for (const later of moments) {
          const atMs = now + later;
          expect(joined.held(atMs)).toBe(Math.max(one.held(atMs), other.held(atMs)));
        }
        joined.add(4, leavesAt(minute, now), now);
        expect(joined.held(now)).toBe(Math.max(one.held(now), other.held(now)) + 4);
      }),
    );
  });

  it('is like another one where both will always hold the same', () => {
    fc.assert(
      fc.property(additions, additions, fc.nat(120_000), (a, b, now) => {
        const [one, other] = [countOf(a), countOf(b)];
        const same = moments.every((later) => one.held(now + later) === other.held(now + later));
        expect(one.isLike(other, now)).toBe(same);
        expect(one.isLike(countOf(a.toReversed()), now)).toBe(true);
        const joined = one.joinedWith(other, now);
        expect(joined.isLike(other.joinedWith(one, now), now)).toBe(true);
        expect(joined.isLike(joined.joinedWith(one, now), now)).toBe(true);
      }),
    );
  });

  it('goes its own way once it is copied', () => {
    const count = countOf([[0, 5]]);
    const copy = count.copy();
    copy.add(2, leavesAt(minute, 0), 0);
    expect([count.held(0), copy.held(0)]).toEqual([5, 7]);
  });
});
