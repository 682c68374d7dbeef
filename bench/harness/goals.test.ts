import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atLeast, atMost, fails, goalLine, judgeGoal, reported } from './goals.ts';

it('passes where the middle round holds the goal, whatever one slow round says', () => {
  expect(judgeGoal(atMost('P', '', 2, [1, 1.5, 9]))).toBe('pass');
  expect(judgeGoal(atLeast('P', '', 2, [0.1, 2, 3]))).toBe('pass');
});

it('believes a miss only where the spread of the rounds excludes the goal', () => {
  const noisy = atMost('P', '', 2, [1.9, 2.5, 2.6]);
  const missed = atMost('P', '', 2, [2.1, 2.5, 2.6]);
  expect([judgeGoal(noisy), fails(noisy)]).toEqual(['unclear', false]);
  expect([judgeGoal(missed), fails(missed)]).toEqual(['miss', true]);
});

it('tells of a goal that is only reported, and fails nothing by it', () => {
  const told = reported(atMost('P9', 'guard, µs', 40, [41, 45, 50]));
  expect(fails(told)).toBe(false);
  expect(goalLine(told)).toBe('GOAL P9 guard, µs: 45 ≤ 40 (report) MISS (rounds 41..50)');
});

it('writes what was measured, the goal, the verdict and the spread in one line', () => {
  expect(goalLine(atMost('P1', 'call', 1.6, [1.41, 1.5512, 1.72]))).toBe(
    'GOAL P1 call: 1.55 ≤ 1.6 PASS (rounds 1.41..1.72)',
  );
});

it('is not talked out of a miss by one lucky round of twenty', () => {
  const rounds = [1, ...Array.from({ length: 19 }, () => 3)];
  expect(judgeGoal(atMost('P', '', 2, rounds))).toBe('miss');
});

it('never fails a goal that any of a few rounds held', () => {
  const rounds = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(rounds, fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (values, limit) => {
      if (values.some((value) => value <= limit)) expect(fails(atMost('P', '', limit, values))).toBe(false);
      if (values.some((value) => value >= limit)) expect(fails(atLeast('P', '', limit, values))).toBe(false);
    }),
  );
});
