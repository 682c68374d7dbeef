import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { guardOf, sampleRules } from './fixtures/guard-of.ts';
import { planTo } from './fixtures/plan-to.ts';
import { createPlaces } from './places.ts';
import type { Place, Queue } from './queue.ts';

const live = new AbortController().signal;

/** Two tools over targets where one call runs at a time. */
function start({ callsPerMinute = 10_000 } = {}) {
  const clock = manualClock();
  const places = createPlaces({ limit: 9, waitMs: 30_000 }, guardOf(clock, { callsPerMinute }), clock);
  return {
    clock,
    places,
    nmap: places.queue('nmap', { limit: 1, queue: 4 }),
    dig: places.queue('dig', { limit: 4, queue: 4 }),
  };
}

async function placeAt(queue: Queue, ...targets: readonly string[]): Promise<Place> {
  const place = await queue.acquire(planTo(...targets), live);
  if (!place.ok) throw new Error(place.error.message);
  return place.value;
}

describe('a call that waits', () => {
  test('for its tool leaves its target to calls of other tools', async () => {
    const { nmap, dig } = start();
    const running = await placeAt(nmap, '10.0.0.1');
    const queued = nmap.acquire(planTo('10.0.0.5'), live);
    const other = await placeAt(dig, '10.0.0.5');
    running.end(true);
    other.end(true);
    expect((await queued).ok).toBe(true);
  });

  test('for its target leaves its tool to calls to other targets', async () => {
    const { nmap, dig } = start();
    const running = await placeAt(dig, '10.0.0.5');
    const queued = nmap.acquire(planTo('10.0.0.0/28'), live);
    (await placeAt(nmap, '10.0.0.77')).end(true);
    running.end(true);
    expect((await queued).ok).toBe(true);
  });

  test('gives up after the longest wait, with what it lacked, when to come back, and nothing held', async () => {
    const { nmap, dig, clock, places } = start();
    const running = await placeAt(dig, '10.0.0.5');
    clock.advance(12_000);
    (await placeAt(dig, '10.0.0.6')).end(true);
    const queued = nmap.acquire(planTo('10.0.0.0/28'), live);
    clock.advance(30_000);
    expect(await queued).toMatchObject({
      error: {
        code: 'limit.busy',
        message:
          'nmap waited too long for 10.0.0.5, where as many calls run as atOnce allows. Nothing was started.',
        rule: sampleRules.atOnce,
        retryAfterSec: 1,
      },
    });
    expect([places.running(), nmap.waiting(), clock.pending()]).toEqual([1, 0, 0]);
    running.end(true);
    expect((await nmap.acquire(planTo('10.0.0.0/28'), live)).ok).toBe(true);
  });

  test('leaves at once when its caller goes, and nothing of it stays', async () => {
    const { nmap, dig, clock } = start();
    const running = await placeAt(dig, '10.0.0.5');
    const caller = new AbortController();
    const queued = nmap.acquire(planTo('10.0.0.5'), caller.signal);
    caller.abort('cancelled');
    expect(await queued).toMatchObject({ error: { code: 'run.cancelled' } });
    expect([clock.pending(), getEventListeners(caller.signal, 'abort').length]).toEqual([0, 0]);
    running.end(true);
    await placeAt(dig, '10.0.0.5');
  });

  test('is refused as soon as the budget of its target is spent, also where no slot is free', async () => {
    const { nmap, dig } = start({ callsPerMinute: 1 });
    await placeAt(nmap, '10.0.0.1');
    const other = await placeAt(dig, '10.0.0.5');
    const queued = dig.acquire(planTo('10.0.0.5'), live);
    other.end(true);
    expect(await queued).toMatchObject({ error: { code: 'limit.rate', rule: sampleRules.calls } });
    expect(await nmap.acquire(planTo('10.0.0.5'), live)).toMatchObject({ error: { code: 'limit.rate' } });
  });

  test('for many addresses gets its turn although calls to single ones never cease', async () => {
    const { nmap, dig } = start();
    const order: string[] = [];
    /** Ten calls to an address: the next one always asks before the last one ends. */
    const hammer = async (address: string, held: Place): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        const next = placeAt(dig, address);
        // oxlint-disable-next-line no-await-in-loop -- call after call
        await new Promise(setImmediate);
        held.end(true);
        // oxlint-disable-next-line no-await-in-loop -- see above
        held = await next;
        order.push(address);
      }
      held.end(true);
    };
    const singles = ['10.0.0.1', '10.0.0.2'];
    const held = await Promise.all(singles.map((address) => placeAt(dig, address)));
    const wide = async (): Promise<void> => {
      const place = await placeAt(nmap, '10.0.0.0/28');
      order.push('wide');
      place.end(true);
    };
    await Promise.all([wide(), ...held.map((place, at) => hammer(singles[at] ?? '', place))]);
    expect(order).toHaveLength(21);
    expect(order.indexOf('wide')).toBe(4);
  });
});

describe('a call that moves on', () => {
  test('gives its target back before it waits for the next: two that cross do not wait for ever', async () => {
    const { dig, places } = start();
    const [ab, ba] = [await placeAt(dig, '10.0.0.1'), await placeAt(dig, '10.0.0.2')];
    const there = ab.move(planTo('10.0.0.2'), live, 9000);
    const back = ba.move(planTo('10.0.0.1'), live, 9000);
    expect(await Promise.all([there, back])).toMatchObject([{ ok: true }, { ok: true }]);
    ab.end(true);
    ba.end(true);
    expect(places.running()).toBe(0);
  });

  test('keeps a target that it goes on to, without a wait or a second charge', async () => {
    const { dig } = start({ callsPerMinute: 1 });
    const place = await placeAt(dig, '10.0.0.5');
    expect((await place.move(planTo('10.0.0.5'), live, 9000)).ok).toBe(true);
    place.end(false);
    expect(await dig.acquire(planTo('10.0.0.5'), live)).toMatchObject({ error: { code: 'limit.rate' } });
  });

  test('is charged for what it left, and for the next only where that was sent something', async () => {
    const { dig } = start({ callsPerMinute: 1 });
    const place = await placeAt(dig, '10.0.0.1');
    await place.move(planTo('10.0.0.2'), live, 9000);
    place.end(false);
    expect(await dig.acquire(planTo('10.0.0.1'), live)).toMatchObject({ error: { code: 'limit.rate' } });
    await placeAt(dig, '10.0.0.2');
  });

  test('waits no longer than it has time, and holds nothing then', async () => {
    const { dig, clock, places } = start();
    await placeAt(dig, '10.0.0.2');
    const place = await placeAt(dig, '10.0.0.1');
    const moving = place.move(planTo('10.0.0.2'), live, 500);
    await placeAt(dig, '10.0.0.1');
    clock.advance(500);
    expect(await moving).toMatchObject({ error: { code: 'limit.busy' } });
    place.end(true);
    expect([places.running(), clock.pending()]).toEqual([2, 0]);
    await expect(place.move(planTo('10.0.0.3'), live, 500)).rejects.toThrow('holds no place');
  });

  test('holds nothing once its caller has gone', async () => {
    const { dig, places } = start();
    const place = await placeAt(dig, '10.0.0.1');
    const gone = AbortSignal.abort('cancelled');
    expect(await place.move(planTo('10.0.0.2'), gone, 500)).toMatchObject({
      error: { code: 'run.cancelled' },
    });
    expect(places.running()).toBe(0);
  });
});
