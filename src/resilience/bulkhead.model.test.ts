import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBulkhead, type LaneSettings, type Waiter } from './bulkhead.ts';
import { BulkheadModel, type ModelCall } from './fixtures/bulkhead-model.ts';

const patience = 2;

/** A tool that takes a queue, one that makes nobody wait, a heavy one, and one that runs alone. */
const lanes: readonly LaneSettings[] = [
  { limit: 2, queue: 3 },
  { limit: 2, queue: 0 },
  { limit: 2, queue: 2, weight: 2 },
  { limit: 1, queue: 1, weight: 256 },
];

test(
  'A1: after every step of 20,000 random lives the bulkhead holds whom its reference model holds',
  { timeout: 60_000 },
  () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.uint8Array({ maxLength: 80, size: 'max' }),
        (shared, life) => {
          const bulkhead = createBulkhead<null>({ limit: shared, meet: () => false, patience });
          const real = lanes.map((settings) => bulkhead.lane(settings));
          const model = new BulkheadModel(shared, lanes, patience);
          const granted = new Set<Waiter<null>>();
          const pairs: { readonly waiter: Waiter<null>; readonly call: ModelCall }[] = [];

          for (const byte of life) {
            const argument = byte >> 3;
            const lane = argument % lanes.length;
            const chosen = pairs[argument % Math.max(1, pairs.length)];
            switch (byte & 7) {
              case 0:
              case 1:
              case 2: {
                const waiter: Waiter<null> = {
                  need: null,
                  take: () => 'taken',
                  grant: () => granted.add(waiter),
                };
                const entry = model.enter(lane);
                same(real[lane]?.enter(waiter), entry);
                const call = model.calls.at(-1);
                if (entry !== 'full' && call !== undefined) pairs.push({ waiter, call });
                seen.add(entry);
                break;
              }
              case 3: {
                if (chosen === undefined) break;
                seen.add(`cancel ${chosen.call.place}`);
                same(real[chosen.call.lane]?.cancel(chosen.waiter), model.cancel(chosen.call));
                break;
              }
              case 4: {
                const settings = { ...(lanes[lane] ?? { queue: 0 }), limit: 1 + (argument >> 3) };
                seen.add(settings.limit < (model.lanes[lane]?.limit ?? 0) ? 'lane shrinks' : 'lane grows');
                real[lane]?.configure(settings);
                model.change(model.limit, lane, settings);
                same(real[lane]?.settings(), settings);
                break;
              }
              case 5: {
                const limit = 1 + (argument % 4);
                seen.add(limit < model.limit ? 'bulkhead shrinks' : 'bulkhead grows');
                bulkhead.resize(limit);
                model.change(limit, lane, null);
                break;
              }
              default: {
                if (chosen === undefined) break;
                seen.add(`leave ${chosen.call.place}`);
                same(real[chosen.call.lane]?.leave(chosen.waiter), model.leave(chosen.call));
              }
            }
            for (const { waiter, call } of pairs) same(granted.has(waiter), call.granted);
            same(bulkhead.running(), model.count('running'));
            for (const [index, each] of real.entries()) {
              same(each.running(), model.count('running', index));
              same(each.waiting(), model.count('waiting', index));
            }
            if (model.calls.some(({ place, overtaken }) => place === 'waiting' && overtaken >= patience))
              seen.add('a heavy call keeps what comes free');
          }
        },
      ),
      { numRuns: 20_000 },
    );
    expect([...seen].toSorted()).toEqual([
      'a heavy call keeps what comes free',
      'bulkhead grows',
      'bulkhead shrinks',
      'cancel gone',
      'cancel running',
      'cancel waiting',
      'full',
      'granted',
      'lane grows',
      'lane shrinks',
      'leave gone',
      'leave running',
      'leave waiting',
      'queued',
    ]);
  },
);

/** Throws where `actual` is not `expected`; far quicker than a million calls of `expect`. */
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`the bulkhead says ${String(actual)}, its model ${String(expected)}`);
}
