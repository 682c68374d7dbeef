import { expect, test } from 'vitest';
import { createBulkhead, type Lane, type Waiter } from './bulkhead.ts';

/** A bulkhead that notes in what order its calls start. */
function start(limit: number) {
  const order: string[] = [];
  const bulkhead = createBulkhead<null>({ limit, meet: () => false });
  const enter = (lane: Lane<null>, name: string): Waiter<null> => {
    const waiter: Waiter<null> = { need: null, take: () => 'taken', grant: () => order.push(name) };
    lane.enter(waiter);
    return waiter;
  };
  return { order, bulkhead, enter };
}

test('a call that weighs as much as there is runs alone, and those after it wait', () => {
  const { order, bulkhead, enter } = start(4);
  const dig = bulkhead.lane({ limit: 9, queue: 9 });
  const masscan = bulkhead.lane({ limit: 2, queue: 9, weight: 256 });
  const light = enter(dig, 'd1');
  const heavy = enter(masscan, 'm1');
  expect(order).toEqual(['d1']);
  dig.leave(light);
  enter(dig, 'd2');
  expect(order).toEqual(['d1', 'm1']);
  expect([masscan.hasSlot(), dig.hasSlot()]).toEqual([false, false]);
  masscan.leave(heavy);
  expect(order).toEqual(['d1', 'm1', 'd2']);
});

test('a heavy call is overtaken four times at most: then all that comes free is kept for it', () => {
  const { order, bulkhead, enter } = start(2);
  const dig = bulkhead.lane({ limit: 9, queue: 9 });
  const masscan = bulkhead.lane({ limit: 1, queue: 9, weight: 2 });
  const waiters = [enter(dig, 'd0')];
  const heavy = enter(masscan, 'm');
  for (let call = 1; call <= 9; call += 1) waiters.push(enter(dig, `d${call}`));
  for (const waiter of waiters) dig.leave(waiter);
  masscan.leave(heavy);
  expect(order).toEqual(['d0', 'd1', 'd2', 'd3', 'd4', 'm', 'd5', 'd6']);
});

test('A12: fewer slots stop nothing that runs; calls end before others start', () => {
  const { order, bulkhead, enter } = start(4);
  const lane = bulkhead.lane({ limit: 4, queue: 9 });
  const waiters = ['a', 'b', 'c', 'd', 'e'].map((name) => enter(lane, name));
  bulkhead.resize(2);
  expect(bulkhead.running()).toBe(4);
  for (const waiter of waiters.slice(0, 2)) lane.leave(waiter);
  expect(order).toHaveLength(4);
  for (const waiter of waiters.slice(2, 3)) lane.leave(waiter);
  expect([order, bulkhead.running()]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
});

test('A12: more slots, of the bulkhead or of a lane, start those who wait, in their order', () => {
  const { order, bulkhead, enter } = start(1);
  const lane = bulkhead.lane({ limit: 2, queue: 9 });
  for (const name of ['a', 'b', 'c', 'd']) enter(lane, name);
  bulkhead.resize(9);
  expect(order).toEqual(['a', 'b']);
  lane.configure({ limit: 9, queue: 0 });
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(lane.settings()).toEqual({ limit: 9, queue: 0 });
});

test('a shorter line turns away who comes next, and nobody who waits', () => {
  const { bulkhead, enter } = start(1);
  const lane = bulkhead.lane({ limit: 1, queue: 3 });
  for (const name of ['a', 'b', 'c']) enter(lane, name);
  lane.configure({ limit: 1, queue: 1 });
  expect(lane.enter({ need: null, take: () => 'taken', grant: () => undefined })).toBe('full');
  expect(lane.waiting()).toBe(2);
});
