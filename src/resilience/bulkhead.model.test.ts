import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBulkhead, type Waiter } from './bulkhead.ts';

type Place = 'waiting' | 'running' | 'gone';

interface Call {
  readonly lane: number;
  readonly waiter: Waiter<null>;
  place: Place;
  /** True once it has held a slot. */
  granted: boolean;
}

/** Two tools with two slots, one with one; three slots for all. */
const shared = 3;
const lanes = [
  { limit: 2, queue: 3 },
  { limit: 2, queue: 0 },
  { limit: 1, queue: 2 },
];

test('after every step of 10,000 random lives the bulkhead holds whom its reference model holds', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80, size: 'max' }), (life) => {
      const bulkhead = createBulkhead({ limit: shared, meet: () => false });
      const real = lanes.map((settings) => bulkhead.lane(settings));
      const calls: Call[] = [];
      const granted = new Set<Waiter<null>>();

      for (const byte of life) {
        const argument = byte >> 2;
        const chosen = calls[argument % Math.max(1, calls.length)];
        switch (byte & 3) {
          case 0:
          case 1: {
            const lane = argument % lanes.length;
            const waiter: Waiter<null> = {
              need: null,
              take: () => 'taken',
              grant: () => granted.add(waiter),
            };
            const place = modelEntry(calls, lane);
            const entry = real[lane]?.enter(waiter);
            same(entry, place);
            if (place !== 'full') calls.push({ lane, waiter, place: 'waiting', granted: false });
            if (place === 'granted') modelGrant(calls.at(-1));
            seen.add(place);
            break;
          }
          case 2: {
            if (chosen === undefined) break;
            same(real[chosen.lane]?.cancel(chosen.waiter), chosen.place === 'waiting');
            seen.add(`cancel ${chosen.place}`);
            if (chosen.place === 'waiting') chosen.place = 'gone';
            break;
          }
          default: {
            if (chosen === undefined) break;
            same(real[chosen.lane]?.leave(chosen.waiter), chosen.place === 'running');
            seen.add(`leave ${chosen.place}`);
            if (chosen.place !== 'running') break;
            chosen.place = 'gone';
            modelGrant(calls.find((call) => call.place === 'waiting' && hasRoom(calls, call.lane)));
          }
        }
        for (const call of calls) same(granted.has(call.waiter), call.granted);
        same(bulkhead.running(), count(calls, 'running'));
        real.forEach((lane, index) => {
          const own = calls.filter((call) => call.lane === index);
          same(lane.running(), count(own, 'running'));
          same(lane.waiting(), count(own, 'waiting'));
        });
      }
    }),
    { numRuns: 10_000 },
  );
  expect([...seen].toSorted()).toEqual([
    'cancel gone',
    'cancel running',
    'cancel waiting',
    'full',
    'granted',
    'leave gone',
    'leave running',
    'leave waiting',
    'queued',
  ]);
});

function modelGrant(call: Call | undefined): void {
  if (call === undefined) return;
  call.place = 'running';
  call.granted = true;
}

const count = (calls: readonly Call[], place: Place): number =>
  calls.filter((call) => call.place === place).length;

const hasRoom = (calls: readonly Call[], lane: number): boolean =>
  count(calls, 'running') < shared &&
  count(
    calls.filter((call) => call.lane === lane),
    'running',
  ) < (lanes[lane]?.limit ?? 0);

/** One list of all calls in order of arrival, searched from the front each time: slow and plain. */
function modelEntry(calls: readonly Call[], lane: number): 'granted' | 'queued' | 'full' {
  const waiting = count(
    calls.filter((call) => call.lane === lane),
    'waiting',
  );
  if (waiting === 0 && hasRoom(calls, lane)) return 'granted';
  return waiting < (lanes[lane]?.queue ?? 0) ? 'queued' : 'full';
}

/** Throws where `actual` is not `expected`; far quicker than a million calls of `expect`. */
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`the bulkhead says ${String(actual)}, its model ${String(expected)}`);
}
