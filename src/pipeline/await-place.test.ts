import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { fail, permitOf, start as startBreaker } from '../resilience/fixtures/started-breaker.ts';
import { awaitPlace } from './await-place.ts';
import { guardOf } from './fixtures/guard-of.ts';
import { planTo } from './fixtures/plan-to.ts';
import { createPlaces } from './places.ts';
import { outcomeOf } from './verdict-kind.ts';

const never = new AbortController().signal;

/** A tool with one place, which is taken, and a breaker. */
async function start() {
  const clock = manualClock();
  const queue = createPlaces({ limit: 8, waitMs: 30_000 }, guardOf(clock), clock).queue('nmap', {
    limit: 1,
    queue: 9,
  });
  const stage = startBreaker();
  const breakers = [{ breaker: stage.breaker, guards: 'nmap', outcomeOf: () => outcomeOf('nothing', []) }];
  const wait = (signal = never) => awaitPlace(queue, breakers, planTo(), signal);
  const first = await wait();
  if (!first.ok) throw new Error(first.error.message);
  return { ...stage, queue, wait, first: first.value };
}

test('A4: nobody waits in line for what a trial shows: once it runs the others are refused', async () => {
  const { breaker, clock, wait, queue } = await start();
  fail(breaker, 5);
  clock.advance(60_000);
  const waiting = [wait(), wait()];
  expect(queue.waiting()).toBe(2);
  permitOf(breaker);
  expect(await Promise.all(waiting)).toMatchObject([
    { ok: false, error: { code: 'breaker.open', retryAfterSec: 60 } },
    { ok: false, error: { code: 'breaker.open', retryAfterSec: 60 } },
  ]);
  expect(queue.waiting()).toBe(0);
});

test('a breaker that opens, by itself or by hand, empties its line at once', async () => {
  for (const open of ['fail', 'isolate'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { breaker, wait, queue } = await start();
    const waiting = wait();
    if (open === 'fail') fail(breaker, 5);
    else breaker.isolate('ill', null);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'breaker.open' } });
    expect(queue.waiting()).toBe(0);
  }
});

test('failures that open nothing, and what happens after the wait, disturb nobody', async () => {
  const { breaker, wait, first } = await start();
  const waiting = wait();
  fail(breaker, 4);
  first.end(true);
  const place = await waiting;
  expect(place.ok).toBe(true);
  fail(breaker, 1);
  expect(place.ok).toBe(true);
});

test('A9: a caller who cancels is told so, though the breaker refuses as well', async () => {
  const { breaker, wait } = await start();
  const caller = new AbortController();
  const waiting = wait(caller.signal);
  caller.abort('cancelled');
  breaker.isolate('ill', null);
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'run.cancelled' } });
});
