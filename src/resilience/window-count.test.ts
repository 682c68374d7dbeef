import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindowCount } from './window-count.ts';

describe('a sum over a window of time', () => {
  it('holds what was added until a whole window, and at most one step more, has gone by', () => {
    const count = createWindowCount(60_000, 30);
    count.add(500, 3);
    expect(count.total(60_000)).toBe(3);
    expect(count.total(61_999)).toBe(3);
    expect(count.total(62_000)).toBe(0);
  });

  it('takes back what it is told to, and nothing of what has left the window', () => {
    const count = createWindowCount(60_000, 30);
    const takeBack = count.add(0, 5);
    count.add(0, 2);
    takeBack();
    expect(count.total(0)).toBe(2);
    const late = count.add(0, 5);
    expect(count.total(100_000)).toBe(0);
    late();
    expect(count.total(100_000)).toBe(0);
  });

  it('says when there will be room, and there is then', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 1, max: 9 })), { maxLength: 40 }),
        fc.nat(60),
        (steps, room) => {
          const count = createWindowCount(60_000, 30);
          let now = 0;
          for (const [gap, amount] of steps) count.add((now += gap), amount);
          const wait = count.untilMs(now, room);
          if (wait > 0) expect(count.total(now + wait - 1)).toBeGreaterThan(room);
          expect(count.total(now + wait)).toBeLessThanOrEqual(room);
        },
      ),
    );
  });

  it('never forgets what lies inside the window', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 60 }), (gaps) => {
        const count = createWindowCount(60_000, 30);
        const times: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          times.push(now);
          count.add(now, 1);
          const inside = times.filter((at) => at > now - 60_000).length;
          const nearly = times.filter((at) => at > now - 62_000).length;
          expect(count.total(now)).toBeGreaterThanOrEqual(inside);
          expect(count.total(now)).toBeLessThanOrEqual(nearly);
        }
      }),
    );
  });
});
