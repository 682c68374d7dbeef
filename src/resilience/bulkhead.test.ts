import { expect, test } from 'vitest';
import { createBulkhead, type Lane, type Waiter } from './bulkhead.ts';

const sharing = (limit: number) => createBulkhead<null>({ limit, meet: () => false });

/** A waiter that writes its name down when it is granted a slot; it needs nothing else. */
const named = (name: string, granted: string[]): Waiter<null> => ({
  need: null,
  take: () => 'taken',
  grant: () => granted.push(name),
});

/** Enters one waiter for each name; returns them. */
const enterAll = (lane: Lane<null>, names: readonly string[], granted: string[]) =>
  names.map((name) => {
    const waiter = named(name, granted);
    lane.enter(waiter);
    return waiter;
  });

test('slots go to the first, the queue takes the next, and the rest is turned away at once', () => {
  const lane = sharing(8).lane({ limit: 1, queue: 2 });
  const entries = Array.from({ length: 4 }, () => lane.enter(named('', [])));
  expect(entries).toEqual(['granted', 'queued', 'queued', 'full']);
  expect([lane.running(), lane.waiting()]).toEqual([1, 2]);
});

test('a queue of no places makes nobody wait', () => {
  const lane = sharing(8).lane({ limit: 1, queue: 0 });
  expect([lane.enter(named('', [])), lane.enter(named('', []))]).toEqual(['granted', 'full']);
});

test('those who wait are served in the order in which they came', () => {
  const granted: string[] = [];
  const lane = sharing(8).lane({ limit: 1, queue: 9 });
  const waiters = enterAll(lane, ['a', 'b', 'c', 'd'], granted);
  for (const waiter of waiters) lane.leave(waiter);
  expect(granted).toEqual(['a', 'b', 'c', 'd']);
});

test('who cancels is never granted, and makes room in the queue', () => {
  const granted: string[] = [];
  const lane = sharing(8).lane({ limit: 1, queue: 2 });
  const [a, b, c] = enterAll(lane, ['a', 'b', 'c'], granted);
  expect([b, b, a].map((waiter) => waiter !== undefined && lane.cancel(waiter))).toEqual([
    true,
    false,
    false,
  ]);
  expect(lane.enter(named('d', granted))).toBe('queued');
  for (const waiter of [a, c]) if (waiter !== undefined) lane.leave(waiter);
  expect(granted).toEqual(['a', 'c', 'd']);
});

test('a busy tool with a full queue holds up no other tool', () => {
  const bulkhead = sharing(3);
  const nmap = bulkhead.lane({ limit: 2, queue: 8 });
  const dig = bulkhead.lane({ limit: 2, queue: 8 });
  enterAll(nmap, ['n1', 'n2', 'n3', 'n4', 'n5'], []);
  expect(nmap.waiting()).toBe(3);
  expect(dig.enter(named('', []))).toBe('granted');
});

test('a shared slot goes to the call that came first, of whatever tool, and nobody starves', () => {
  const granted: string[] = [];
  const bulkhead = sharing(1);
  const nmap = bulkhead.lane({ limit: 1, queue: 8 });
  const dig = bulkhead.lane({ limit: 1, queue: 8 });
  const [n1] = enterAll(nmap, ['n1'], granted);
  const [d1] = enterAll(dig, ['d1'], granted);
  const [n2] = enterAll(nmap, ['n2'], granted);
  enterAll(dig, ['d2'], granted);
  if (n1 !== undefined) nmap.leave(n1);
  if (d1 !== undefined) dig.leave(d1);
  if (n2 !== undefined) nmap.leave(n2);
  expect(granted).toEqual(['n1', 'd1', 'n2', 'd2']);
  expect(bulkhead.running()).toBe(1);
});

test('to leave twice gives back one slot', () => {
  const bulkhead = sharing(2);
  const lane = bulkhead.lane({ limit: 2, queue: 0 });
  const [a] = enterAll(lane, ['a', 'b'], []);
  if (a !== undefined) for (const waiter of [a, a, a]) lane.leave(waiter);
  expect([lane.running(), bulkhead.running()]).toEqual([1, 1]);
});

test('a waiter that leaves while it is being granted passes the slot on', () => {
  const granted: string[] = [];
  const lane = sharing(1).lane({ limit: 1, queue: 9 });
  const [first] = enterAll(lane, ['first'], granted);
  const hasty: Waiter<null> = {
    ...named('hasty', granted),
    grant: () => {
      granted.push('hasty');
      lane.leave(hasty);
    },
  };
  lane.enter(hasty);
  enterAll(lane, ['last'], granted);
  if (first !== undefined) lane.leave(first);
  expect(granted).toEqual(['first', 'hasty', 'last']);
  expect([lane.running(), lane.waiting()]).toEqual([1, 0]);
});
