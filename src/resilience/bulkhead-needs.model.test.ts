import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBulkhead, type Waiter } from './bulkhead.ts';

interface Call {
  readonly lane: number;
  readonly waiter: Waiter<number>;
  place: 'waiting' | 'running' | 'gone';
  /** How many younger calls started with what it needs while it waited. */
  overtaken: number;
}

const patience = 3;
const shared = 5;
const limits = [5, 2, 1];

/** Needs are sets of eight things, a bit for each, each of which one call has at a time. */
const meet = (one: number, other: number): boolean => (one & other) !== 0;

const step = fc.oneof(
  fc.record({ lane: fc.nat(2), need: fc.constantFrom(0, 1, 2, 4, 8, 16, 3, 12, 31, 255) }),
  fc.record({ ends: fc.nat(30) }),
  fc.record({ ends: fc.nat(30) }),
);

test('a call that was overtaken as often as it may be is overtaken only while its lane is full, in 5,000 random lives', () => {
  let most = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const bulkhead = createBulkhead<number>({ limit: shared, meet, patience });
      const lanes = limits.map((limit) => bulkhead.lane({ limit, queue: 99 }));
      const calls: Call[] = [];
      let taken = 0;
      const isOverdue = ({ overtaken }: Call): boolean => overtaken >= patience;

      const overtakes = (call: Call): void => {
        call.place = 'running';
        const older = calls.slice(0, calls.indexOf(call)).filter(({ place }) => place === 'waiting');
        for (const each of older) {
          const isPassed = meet(each.waiter.need, call.waiter.need);
          const slots =
            (limits[each.lane] ?? 0) - runningIn(calls, each.lane) + (call.lane === each.lane ? 1 : 0);
          const before = older.filter((other) => other.lane === each.lane && isOverdue(other)).indexOf(each);
          if (isPassed && isOverdue(each) && slots > before) throw new Error('what was kept is taken');
          if (isPassed || each.lane === call.lane) each.overtaken += 1;
          most = Math.max(most, each.overtaken);
        }
      };
      const end = (call: Call | undefined): void => {
        if (call === undefined || call.place === 'gone') return;
        const wasRunning = call.place === 'running';
        if (wasRunning) taken &= ~call.waiter.need;
        call.place = 'gone';
        if (wasRunning) lanes[call.lane]?.leave(call.waiter);
        else lanes[call.lane]?.cancel(call.waiter);
      };
      for (const each of steps) {
        if ('ends' in each) {
          end(calls[each.ends]);
        } else {
          const waiter: Waiter<number> = {
            need: each.need,
            take: () => {
              if (meet(taken, each.need)) return 'busy';
              taken |= each.need;
              return 'taken';
            },
            grant: () => overtakes(call),
          };
          const call: Call = { lane: each.lane, waiter, place: 'waiting', overtaken: 0 };
          calls.push(call);
          lanes[each.lane]?.enter(waiter);
        }
      }
      for (let ended = 0; ended < calls.length; ended += 1)
        end(calls.find(({ place }) => place === 'running'));
      const left = [calls.filter(({ place }) => place === 'waiting').length, bulkhead.running(), taken];
      if (left.some((count) => count > 0)) throw new Error(`waiting, running, taken: ${left.join()}`);
    }),
    { numRuns: 5000 },
  );
  expect(most).toBeGreaterThan(patience);
});

const runningIn = (calls: readonly Call[], lane: number): number =>
  calls.filter((call) => call.lane === lane && call.place === 'running').length;
