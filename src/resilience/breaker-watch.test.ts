import { expect, test } from 'vitest';
import { fail, permitOf, start } from './fixtures/started-breaker.ts';

/** A breaker, and what it would say each time that it calls back. */
function watched(changed: Parameters<typeof start>[0] = {}) {
  const stage = start(changed);
  const seen: boolean[] = [];
  const end = stage.breaker.watch(() => seen.push(stage.breaker.peek().ok));
  return { ...stage, seen, end };
}

test('whoever watches a breaker is told when it opens, and not of calls that open nothing', () => {
  const { breaker, seen } = watched();
  fail(breaker, 4);
  expect(seen).toEqual([]);
  fail(breaker, 1);
  expect(seen).toEqual([false]);
});

test('and when a trial has taken the last place, or one of several', () => {
  const { breaker, clock, seen } = watched({ halfOpenSuccessThreshold: 2 });
  fail(breaker, 5);
  clock.advance(60_000);
  seen.length = 0;
  permitOf(breaker);
  permitOf(breaker);
  // Half-open, one on trial, two on trial.
  expect(seen).toEqual([true, true, false]);
});

test('and when a person or other settings change what it refuses', () => {
  const { breaker, seen, configure } = watched({ mode: 'observe' });
  fail(breaker, 5);
  expect(seen).toEqual([true]);
  configure({ mode: 'enforce' });
  expect(seen).toEqual([true, false]);
  breaker.close('well');
  breaker.isolate('ill', null);
  expect(seen).toEqual([true, false, true, false]);
});

test('until it has heard enough', () => {
  const { breaker, seen, end } = watched();
  end();
  fail(breaker, 5);
  expect(seen).toEqual([]);
});

test('other settings are told as a change where they are one to an operator', () => {
  const { told, configure } = start();
  configure({ failureThreshold: 9 });
  configure({ mode: 'observe' });
  configure({ mode: 'off' });
  expect(told.map(({ from, to, cause, shadow }) => [from, to, cause, shadow])).toEqual([
    ['closed', 'observe', 'configured', true],
    ['observe', 'disabled', 'configured', false],
  ]);
});
