import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { guardOf } from './fixtures/guard-of.ts';
import { planTo } from './fixtures/plan-to.ts';
import { createPlaces } from './places.ts';
import type { Place, Queue } from './queue.ts';

const never = new AbortController().signal;
/** A call to nowhere: it waits for its tool alone. */
const plan = planTo();

function start({ limit = 1, places = 2 } = {}) {
  const clock = manualClock();
  const all = createPlaces({ limit: 8, waitMs: 30_000 }, guardOf(clock), clock);
  return { clock, queue: all.queue('nmap', { limit, queue: places }) };
}

async function placeIn(queue: Queue): Promise<Place> {
  const result = await queue.acquire(plan, never);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a free place is granted at once, and a replace hands it to whoever waits', async () => {
  const { queue } = start();
  const first = await placeIn(queue);
  const second = queue.acquire(plan, never);
  expect(queue.waiting()).toBe(1);
  first.end(true);
  expect((await second).ok).toBe(true);
  expect(queue.waiting()).toBe(0);
});

test('places are handed on in the order in which they were asked for', async () => {
  const { queue } = start({ places: 9 });
  let held = await placeIn(queue);
  const order: string[] = [];
  const asked = ['a', 'b', 'c'].map(async (name) => {
    const place = await placeIn(queue);
    order.push(name);
    return place;
  });
  for (const next of asked) {
    held.end(true);
    held = await next;
  }
  expect(order).toEqual(['a', 'b', 'c']);
});

test('a full queue refuses at once, with numbers and a time to come back', async () => {
  const { queue } = start();
  await placeIn(queue);
  void queue.acquire(plan, never);
  void queue.acquire(plan, never);
  expect(await queue.acquire(plan, never)).toMatchObject({
    ok: false,
    error: {
      code: 'limit.busy',
      message: 'nmap is busy: its queue is full (1 running, 2 waiting). Nothing was started.',
      retryAfterSec: 15,
    },
  });
});

test('nobody waits longer than agreed, and who gave up is not granted a place later', async () => {
  const { queue, clock } = start();
  const held = await placeIn(queue);
  const late = queue.acquire(plan, never);
  clock.advance(29_999);
  expect(queue.waiting()).toBe(1);
  clock.advance(1);
  expect(await late).toMatchObject({
    error: {
      code: 'limit.busy',
      message: 'nmap is busy: no place became free within 30 s, the longest wait. Nothing was started.',
    },
  });
  held.end(true);
  expect((await queue.acquire(plan, never)).ok).toBe(true);
});

test('an abort removes a waiting call at once, which is never started', async () => {
  const { queue, clock } = start({ places: 1 });
  const held = await placeIn(queue);
  const caller = new AbortController();
  const waiting = queue.acquire(plan, caller.signal);
  caller.abort('cancelled');
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'run.cancelled' } });
  expect([queue.waiting(), clock.pending(), getEventListeners(caller.signal, 'abort').length]).toEqual([
    0, 0, 0,
  ]);
  const next = queue.acquire(plan, never);
  held.end(true);
  expect((await next).ok).toBe(true);
});

test('a call that was aborted before it asks takes no place', async () => {
  const { queue } = start();
  expect(await queue.acquire(plan, AbortSignal.abort('cancelled'))).toMatchObject({
    error: { code: 'run.cancelled' },
  });
  expect(await queue.acquire(plan, AbortSignal.abort('shutdown'))).toMatchObject({
    error: { code: 'limit.busy', retryAfterSec: 5 },
  });
  expect((await queue.acquire(plan, never)).ok).toBe(true);
});

test('an abort after the grant leaves the place with its holder, and no timer or listener behind', async () => {
  const { queue, clock } = start();
  const held = await placeIn(queue);
  const caller = new AbortController();
  const waiting = queue.acquire(plan, caller.signal);
  held.end(true);
  expect([clock.pending(), getEventListeners(caller.signal, 'abort').length]).toEqual([0, 0]);
  caller.abort('cancelled');
  clock.advance(60_000);
  expect((await waiting).ok).toBe(true);
});

test('a place that is ended twice is given back once', async () => {
  const { queue } = start();
  const held = await placeIn(queue);
  const order: string[] = [];
  for (const name of ['a', 'b']) void queue.acquire(plan, never).then(() => order.push(name));
  held.end(true);
  held.end(true);
  await new Promise(setImmediate);
  expect(order).toEqual(['a']);
});
