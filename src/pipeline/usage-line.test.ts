import { expect, test } from 'vitest';
import { leavesAt } from '../resilience/window-count.ts';
import { createUsageLine, type Span, type UsageLine } from './usage-line.ts';
import { charge, type Charges } from './usage.ts';

const limits = { calls: 10, probes: 1000 };
const everything: Span = { lo: 0n, after: 1n << 128n };
const span = (lo: number, after = lo + 1): Span => ({ lo: BigInt(lo), after: BigInt(after) });

const charges = (probes: number): Charges => ({
  calls: { amount: 1, endsMs: leavesAt({ ms: 60_000, steps: 30 }, 0) },
  probes: { amount: probes, endsMs: leavesAt({ ms: 3_600_000, steps: 60 }, 0) },
});
function use(line: UsageLine, where: Span, probes: number): void {
  for (const stretch of line.cut(where)) charge(stretch, charges(probes), 0);
}
const beginnings = (line: UsageLine): readonly number[] =>
  line.over(everything).map(({ from }) => Number(from));
const probesAt = (line: UsageLine, address: number): number | undefined =>
  line.over(span(address))[0]?.probes.held(0);

test('a line is cut where usage changes, and found by address', () => {
  const line = createUsageLine(limits);
  use(line, span(10, 20), 5);
  use(line, span(15, 30), 7);
  expect(beginnings(line)).toEqual([0, 10, 15, 20, 30]);
  expect([9, 10, 14, 15, 19, 20, 29, 30].map((at) => probesAt(line, at))).toEqual([0, 5, 5, 12, 12, 7, 7, 0]);
  expect(line.over(span(12, 16)).map(({ from }) => Number(from))).toEqual([10, 15]);
});

test('a cut that tells nothing apart is mended, any other is kept', () => {
  const line = createUsageLine(limits);
  use(line, span(10, 20), 5);
  line.cut(span(12, 20));
  line.mend(span(12, 20), 0);
  expect(beginnings(line)).toEqual([0, 10, 20]);
});

test('cuts go where the blur stays least: before the hot the cold, before the far the near', () => {
  const line = createUsageLine(limits);
  for (const hot of [10, 12]) use(line, span(hot), 1000);
  for (const cold of [100, 150, 200, 202]) use(line, span(cold), 1);
  line.trim(10, 0);
  expect(beginnings(line)).toEqual([0, 10, 11, 12, 13, 100, 101, 150, 151, 200, 203]);
  expect(probesAt(line, 201)).toBe(1);
  line.trim(4, 0);
  expect(beginnings(line)).toEqual([0, 10, 11, 12, 13]);
  expect([11, 201, 5000].map((at) => probesAt(line, at))).toEqual([0, 1, 1]);
});

test('what is trimmed keeps at each address what was used there, and no more than the line ever had', () => {
  const line = createUsageLine(limits);
  for (let at = 0; at < 40; at += 1) use(line, span(at * 7, at * 7 + 1 + (at % 9)), 1 + ((at * 37) % 101));
  const read = (budget: 'calls' | 'probes'): readonly number[] =>
    Array.from({ length: 300 }, (_, at) => line.over(span(at))[0]?.[budget].held(0) ?? 0);
  const before = { calls: read('calls'), probes: read('probes') };
  for (const most of [60, 30, 9, 2, 0]) {
    line.trim(most, 0);
    expect(beginnings(line).length).toBeLessThanOrEqual(most + 1);
    for (const budget of ['calls', 'probes'] as const) {
      const now = read(budget);
      expect(before[budget].filter((used, at) => used > (now[at] ?? 0))).toEqual([]);
      expect(Math.max(...now)).toBe(Math.max(...before[budget]));
    }
  }
});

test('the ends of what a running call holds are never trimmed', () => {
  const line = createUsageLine(limits);
  for (const stretch of line.cut(span(50, 60))) stretch.running = [charges(1)];
  for (const cold of [10, 55, 100]) use(line, span(cold), 1);
  line.trim(0, 0);
  expect(beginnings(line)).toEqual([0, 50, 60]);
});

test('what has left its windows goes first, and costs nothing', () => {
  const line = createUsageLine(limits);
  for (const cold of [10, 20, 30]) use(line, span(cold), 1);
  line.trim(5, 4_000_000);
  expect(beginnings(line)).toEqual([0]);
});
