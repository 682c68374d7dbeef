import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createWatchdog } from './watchdog.ts';

const watched = () => {
  const clock = manualClock();
  const acts: number[] = [];
  return { clock, acts, dog: createWatchdog(clock, () => acts.push(clock.monotonicMs())) };
};

test('an event that does not come is acted on once, at the earliest time that was set', () => {
  const { clock, acts, dog } = watched();
  dog.expect(5000);
  dog.expect(100);
  dog.expect(9000);
  clock.advance(99);
  expect(acts).toEqual([]);
  clock.advance(1);
  clock.advance(20_000);
  expect(acts).toHaveLength(1);
  expect(clock.pending()).toBe(0);
});

test('an event that came in time is not acted on', () => {
  const { clock, acts, dog } = watched();
  dog.expect(100);
  dog.over();
  clock.advance(20_000);
  expect(acts).toEqual([]);
});
