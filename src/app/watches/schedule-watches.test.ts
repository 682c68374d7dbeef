import { expect, test } from 'vitest';
import { failure } from '../../kernel/failure.ts';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import { err } from '../../kernel/result.ts';
import { folder, open, type Folder } from '../../store/fixtures/lab.ts';
import { decisionFor, runIdOf } from '../../store/fixtures/records.ts';
import { openStore } from '../../store/open-store.ts';
import { scheduleWatches } from './schedule-watches.ts';
import { watchesOf, type Watch } from './watch.ts';

const hour = 3_600_000;
const watchOf = (name: string, every: string): Watch => {
  const [watch] = watchesOf({ watches: { [name]: { tool: 'nmap', every } } });
  if (watch === undefined) throw new Error('there is one');
  return watch;
};

/** A schedule over a store; each run of a watch is recorded as one that was refused, or as one that goes on. */
async function scheduled(
  { file }: Folder,
  { first = [watchOf('lab', '1h')], goesOn = false, recorded = true } = {},
) {
  const clock = manualClock();
  const opened = await openStore({ path: file, owner: 'a test' }, clock);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const ran: string[] = [];
  let watches: readonly Watch[] = first;
  let leaving = false;
  const desk = {
    watches: () => watches,
    run: async (name: string) => {
      ran.push(name);
      const caller = { channel: 'library', principal: `watch:${name}`, client: null } as const;
      const how = goesOn ? {} : ({ decision: 'deny', code: 'scope.outside' } as const);
      if (recorded) await store.decision(decisionFor(runIdOf(ran.length), { tool: 'nmap', caller, ...how }));
      return err(failure('scope.outside', 'It is out of scope.'));
    },
  };
  const schedule = scheduleWatches({ desk, store, clock, random: () => 0.5, leaving: () => leaving });
  return {
    ran,
    schedule,
    store,
    configure: (next: readonly Watch[]) => {
      watches = next;
      schedule.reconsider();
    },
    leave: () => (leaving = true),
    pending: clock.pending,
    /** Lets time pass, step by step, with turns in between for what waits on the store. */
    pass: async (ms: number, step = hour / 60) => {
      for (let passed = 0; passed < ms; passed += step) {
        clock.advance(step);
        for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
      }
    },
  };
}

test('a watch runs soon after the start, and then as often as it says', async () => {
  using where = folder();
  const { ran, pass, schedule, store } = await scheduled(where);
  await pass(hour / 4);
  expect(ran).toEqual(['lab']);
  await pass(hour / 2);
  expect(ran).toHaveLength(1);
  await pass(4 * hour);
  expect(ran).toHaveLength(5);
  schedule.stop();
  await pass(4 * hour);
  expect(ran).toHaveLength(5);
  await store.close();
});

test('what another process, or this one before its start, has made is not made again before its time', async () => {
  using where = folder();
  const before = await open(where);
  const caller = { channel: 'library', principal: 'watch:lab', client: null } as const;
  await before.decision(
    decisionFor(runIdOf(99), { tool: 'nmap', caller, decision: 'deny', code: 'scope.outside' }),
  );
  await before.close();
  const { ran, pass, schedule, store } = await scheduled(where);
  await pass((3 * hour) / 4);
  expect(ran).toEqual([]);
  await pass(hour / 2);
  expect(ran).toEqual(['lab']);
  schedule.stop();
  await store.close();
});

test('while a run of it goes on, in whichever process, no other begins', async () => {
  using where = folder();
  const { ran, pass, schedule, store } = await scheduled(where, { goesOn: true });
  await pass(5 * hour);
  expect(ran).toEqual(['lab']);
  schedule.stop();
  await store.close();
});

test('what could not even be recorded is not tried again at once', async () => {
  using where = folder();
  const { ran, pass, schedule, store } = await scheduled(where, { recorded: false });
  await pass(hour / 2);
  expect(ran).toEqual(['lab']);
  await pass(hour);
  expect(ran).toHaveLength(2);
  schedule.stop();
  await store.close();
});

test('another configuration takes effect at once, and a server that is about to end begins nothing', async () => {
  using where = folder();
  const { ran, pass, configure, leave, pending, schedule, store } = await scheduled(where);
  configure([watchOf('other', '2h')]);
  await pass(2 * hour);
  expect(ran).toEqual(['other']);
  configure([]);
  expect(pending()).toBe(0);
  configure([watchOf('other', '2h')]);
  leave();
  await pass(4 * hour);
  expect(ran).toEqual(['other']);
  schedule.stop();
  await store.close();
});
