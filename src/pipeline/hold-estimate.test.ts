import { expect, test } from 'vitest';
import { createHoldEstimate } from './hold-estimate.ts';

test('before the first call has ended, five seconds a call are assumed', () => {
  expect(createHoldEstimate().secondsFor(3, 2)).toBe(8);
});

test('the estimate follows how long calls take, and how many run at once', () => {
  const estimate = createHoldEstimate();
  estimate.learn(20_000);
  expect([estimate.secondsFor(1, 1), estimate.secondsFor(4, 2)]).toEqual([20, 40]);
  for (let index = 0; index < 30; index += 1) estimate.learn(2000);
  expect(estimate.secondsFor(1, 1)).toBe(3);
});

test('nobody is sent away for less than a second or more than five minutes', () => {
  const estimate = createHoldEstimate();
  estimate.learn(1);
  expect(estimate.secondsFor(1, 8)).toBe(1);
  estimate.learn(9e9);
  expect(estimate.secondsFor(32, 1)).toBe(300);
});
