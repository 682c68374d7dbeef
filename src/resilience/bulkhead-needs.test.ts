import { describe, expect, test } from 'vitest';
import { createBulkhead, type Lane, type LaneSettings, type Waiter } from './bulkhead.ts';

/** A bulkhead whose calls need letters, each of which one call has at a time, and notes in what order they start. */
function start({ limit = 9, patience = 2 } = {}) {
  const taken = new Set<string>();
  const order: string[] = [];
  const letters = (need: string): readonly string[] => need.split('');
  const meet = (one: string, other: string): boolean => letters(one).some((letter) => other.includes(letter));
  const bulkhead = createBulkhead<string>({ limit, meet, patience });
  const waiterFor = (need: string, name = need): Waiter<string> => ({
    need,
    take: () => {
      if (letters(need).some((letter) => taken.has(letter))) return 'busy';
      for (const letter of letters(need)) taken.add(letter);
      return 'taken';
    },
    grant: () => order.push(name),
  });
  const free = (waiter: Waiter<string>): void => {
    for (const letter of letters(waiter.need)) taken.delete(letter);
  };
  return {
    order,
    waiterFor,
    free,
    lane: (settings: Partial<LaneSettings> = {}) => bulkhead.lane({ limit: 9, queue: 9, ...settings }),
    enter: (lane: Lane<string>, need: string, name = need) => {
      const waiter = waiterFor(need, name);
      return { waiter, entry: lane.enter(waiter) };
    },
    leave: (lane: Lane<string>, waiter: Waiter<string>) => {
      free(waiter);
      lane.leave(waiter);
    },
  };
}

describe('a call that waits', () => {
  test('for its lane leaves what it needs beside that to others', () => {
    const { lane, enter } = start();
    const [x, y] = [lane({ limit: 1 }), lane()];
    enter(x, 'a');
    expect(enter(x, 't').entry).toBe('queued');
    expect(enter(y, 't').entry).toBe('granted');
  });

  test('for what it needs leaves the slots of its lane to others', () => {
    const { lane, enter } = start();
    const x = lane({ limit: 2 });
    enter(x, 't', 'first');
    expect(enter(x, 't', 'second').entry).toBe('queued');
    expect(enter(x, 'u').entry).toBe('granted');
  });

  test('starts when what it needs comes free, before those that came after it', () => {
    const { lane, enter, leave, order } = start();
    const x = lane();
    const first = enter(x, 't', 'first').waiter;
    enter(x, 't', 'second');
    enter(lane(), 't', 'third');
    leave(x, first);
    expect(order).toEqual(['first', 'second']);
  });

  test('is forgotten where it withdraws when it is asked', () => {
    const { lane, enter, leave, waiterFor, order } = start();
    const x = lane({ limit: 1 });
    const first = enter(x, 'a').waiter;
    x.enter({ ...waiterFor('w'), take: () => 'withdrawn' });
    enter(x, 'b');
    leave(x, first);
    expect([order, x.waiting()]).toEqual([['a', 'b'], 0]);
    expect(lane().enter({ ...waiterFor('w'), take: () => 'withdrawn' })).toBe('withdrawn');
  });
});

describe('a call that was overtaken as often as it may be', () => {
  /** One that needs two letters, while calls for one of them come and go. */
  function overtaken() {
    const stage = start();
    const x = stage.lane();
    const [a, b] = [stage.enter(x, 'a').waiter, stage.enter(x, 'b').waiter];
    const wide = stage.enter(x, 'ab').waiter;
    stage.leave(x, a);
    const second = stage.enter(x, 'a', 'a2').waiter;
    stage.leave(x, second);
    const third = stage.enter(x, 'a', 'a3').waiter;
    stage.leave(x, third);
    return { ...stage, x, b, wide };
  }

  test('has what it needs kept from those that come after it, and starts when that is free', () => {
    const { enter, leave, order, x, b } = overtaken();
    expect(order).toEqual(['a', 'b', 'a2', 'a3']);
    expect(enter(x, 'a', 'a4').entry).toBe('queued');
    expect(enter(x, 'c').entry).toBe('granted');
    leave(x, b);
    expect(order).toEqual(['a', 'b', 'a2', 'a3', 'c', 'ab']);
  });

  test('keeps nothing from anybody once it is gone', () => {
    const { enter, order, x, wide } = overtaken();
    enter(x, 'a', 'a4');
    expect(x.cancel(wide)).toBe(true);
    expect(order).toEqual(['a', 'b', 'a2', 'a3', 'a4']);
  });

  test('keeps nothing but the next slot while its lane is full', () => {
    const { lane, enter, leave, order } = start({ patience: 1 });
    const [x, y] = [lane({ limit: 1 }), lane()];
    const a = enter(x, 'a').waiter;
    enter(x, 't');
    const overtaking = enter(y, 't', 't2').waiter;
    leave(y, overtaking);
    const last = enter(y, 't', 't3');
    expect(last.entry).toBe('granted');
    leave(x, a);
    expect(enter(x, 'b').entry).toBe('queued');
    expect(enter(y, 't', 't4').entry).toBe('queued');
    leave(y, last.waiter);
    expect(order).toEqual(['a', 't2', 't3', 't']);
  });
});

describe('a call that moves on', () => {
  test('holds nothing meanwhile and stands where it once stood', () => {
    const { lane, enter, waiterFor, free, leave, order } = start();
    const x = lane({ limit: 1, queue: 1 });
    const busy = enter(lane(), 'b').waiter;
    const first = enter(x, 'a').waiter;
    enter(x, 'b', 'second');
    free(first);
    x.move(first, waiterFor('b', 'moved'));
    expect([x.running(), x.waiting()]).toEqual([0, 2]);
    leave(x, busy);
    expect(order).toEqual(['b', 'a']);
  });

  test('goes on at once where it can, and those behind it start with what it had', () => {
    const { lane, enter, waiterFor, free, order } = start();
    const x = lane();
    const first = enter(x, 'a').waiter;
    enter(x, 'a', 'next');
    free(first);
    x.move(first, waiterFor('b'));
    expect(order).toEqual(['a', 'b', 'next']);
    expect(() => x.move(first, waiterFor('c'))).toThrow('holds no slot');
  });
});
