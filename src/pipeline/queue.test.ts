import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createBulkhead } from '../resilience/bulkhead.ts';
import { createQueue, type Lease, type Queue } from './queue.ts';

const never = new AbortController().signal;

function start({ limit = 1, places = 2 } = {}) {
  const clock = manualClock();
  const lane = createBulkhead({ limit: 8 }).lane({ limit, queue: places });
  return { clock, queue: createQueue(lane, { tool: 'nmap', waitMs: 30_000 }, clock) };
}

async function leaseOf(queue: Queue): Promise<Lease> {
  const result = await queue.acquire(never);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a free place is granted at once, and a release hands it to whoever waits', async () => {
  const { queue } = start();
  const first = await leaseOf(queue);
  const second = queue.acquire(never);
  expect(queue.waiting()).toBe(1);
  first.release();
  expect((await second).ok).toBe(true);
  expect(queue.waiting()).toBe(0);
});

test('places are handed on in the order in which they were asked for', async () => {
  const { queue } = start({ places: 9 });
  let held = await leaseOf(queue);
  const order: string[] = [];
  const asked = ['a', 'b', 'c'].map(async (name) => {
    const lease = await leaseOf(queue);
    order.push(name);
    return lease;
  });
  for (const next of asked) {
    held.release();
    held = await next;
  }
  expect(order).toEqual(['a', 'b', 'c']);
});

test('a full queue refuses at once, with numbers and a time to come back', async () => {
  const { queue } = start();
  await leaseOf(queue);
  void queue.acquire(never);
  void queue.acquire(never);
  expect(await queue.acquire(never)).toMatchObject({
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
  const held = await leaseOf(queue);
  const late = queue.acquire(never);
  clock.advance(29_999);
  expect(queue.waiting()).toBe(1);
  clock.advance(1);
  expect(await late).toMatchObject({
    error: {
      code: 'limit.busy',
      message: 'nmap is busy: no place became free within 30 s, the longest wait. Nothing was started.',
    },
  });
  held.release();
  expect((await queue.acquire(never)).ok).toBe(true);
});

test('an abort removes a waiting call at once, which is never started', async () => {
  const { queue, clock } = start({ places: 1 });
  const held = await leaseOf(queue);
  const caller = new AbortController();
  const waiting = queue.acquire(caller.signal);
  caller.abort('cancelled');
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'run.cancelled' } });
  expect([queue.waiting(), clock.pending(), getEventListeners(caller.signal, 'abort').length]).toEqual([
    0, 0, 0,
  ]);
  const next = queue.acquire(never);
  held.release();
  expect((await next).ok).toBe(true);
});

test('a call that was aborted before it asks takes no place', async () => {
  const { queue } = start();
  expect(await queue.acquire(AbortSignal.abort('shutdown'))).toMatchObject({
    error: { code: 'run.cancelled' },
  });
  expect((await queue.acquire(never)).ok).toBe(true);
});

test('an abort after the grant leaves the place with its holder, and no timer or listener behind', async () => {
  const { queue, clock } = start();
  const held = await leaseOf(queue);
  const caller = new AbortController();
  const waiting = queue.acquire(caller.signal);
  held.release();
  expect([clock.pending(), getEventListeners(caller.signal, 'abort').length]).toEqual([0, 0]);
  caller.abort('cancelled');
  clock.advance(60_000);
  expect((await waiting).ok).toBe(true);
});

test('a lease that is released twice gives back one place', async () => {
  const { queue } = start();
  const held = await leaseOf(queue);
  const order: string[] = [];
  for (const name of ['a', 'b']) void queue.acquire(never).then(() => order.push(name));
  held.release();
  held.release();
  await new Promise(setImmediate);
  expect(order).toEqual(['a']);
});
