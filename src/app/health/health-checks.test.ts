import { expect, test } from 'vitest';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import type { Check } from './check.ts';
import { checkOf, fail, looking, pass, settled, warn } from './fixtures/checks.ts';
import { createHealthChecks } from './health-checks.ts';
import { statusOf } from './report.ts';

const ports = { clock: manualClock(), random: () => 0, onChange: () => undefined, onBug: () => undefined };
const counting = () => {
  let runs = 0;
  const run: Check['run'] = () => Promise.resolve((runs += 1) > 0 ? pass : fail);
  return { run, runs: () => runs };
};

test('a question without checks is no start', () => {
  const made = createHealthChecks([checkOf('one', { groups: ['ready'] })], ports);
  expect(!made.ok && made.error).toMatchObject({
    code: 'internal',
    message: 'No check of health answers "live".',
  });
  expect(createHealthChecks([], ports).ok).toBe(false);
});

test('checks are added and removed while the server runs, but never the last one of a question', async () => {
  const { health, told } = looking([checkOf('one')]);
  expect(health.add(checkOf('two', { run: () => Promise.resolve(fail) })).ok).toBe(true);
  await settled();
  expect(told('two')).toBe('fail: It is ill.');
  expect(health.remove('two').ok).toBe(true);
  expect(statusOf(health.report(), 'ready')).toBe('pass');
  const refused = [
    health.add(checkOf('one')),
    health.add(checkOf('../x')),
    health.remove('two'),
    health.remove('one'),
  ];
  expect(refused.map((one) => (one.ok ? null : one.error.message))).toEqual([
    '"one" names a check already.',
    '"../x" cannot be the name of a check.',
    '"two" names no check.',
    '"one" is the last check that answers "live"; add another one first.',
  ]);
});

test('checks are looked at by their interval, within a tenth of it, however long a look takes', async () => {
  const { run, runs } = counting();
  const { pass: wait } = looking([checkOf('one', { run })]);
  await wait(20_500);
  expect(runs()).toBe(21);
});

test('asking costs no look', async () => {
  const { run, runs } = counting();
  const { health } = looking([checkOf('one', { run })]);
  await settled();
  for (let times = 0; times < 1000; times += 1) health.report();
  expect(runs()).toBe(1);
});

test('a check that hangs fails in its time, is not begun again, and is well once it answers again', async () => {
  const hung = Promise.withResolvers<typeof pass>();
  const signals: AbortSignal[] = [];
  const run: Check['run'] = (signal) => {
    signals.push(signal);
    return signals.length === 1 ? hung.promise : Promise.resolve(pass);
  };
  const { told, pass: wait } = looking([checkOf('one', { run }), checkOf('two')]);
  await wait(100);
  expect(told('one')).toBe('fail: It did not answer in its time (timeout).');
  expect([told('two'), signals.map(({ aborted }) => aborted)]).toEqual(['pass: It is well.', [true]]);
  for (let times = 0; times < 5; times += 1) {
    // oxlint-disable-next-line no-await-in-loop -- second by second
    await wait(1100);
    expect([told('one'), signals.length]).toEqual(['fail: It did not answer in its time (timeout).', 1]);
  }
  hung.resolve(pass);
  await wait(0);
  await wait(1100);
  expect([told('one'), signals.length]).toEqual(['pass: It is well.', 2]);
});

test('a hanging check counts once an interval, until it was often enough', async () => {
  const run: Check['run'] = () => Promise.withResolvers<typeof pass>().promise;
  let first = true;
  const once: Check['run'] = (signal) => {
    if (!first) return run(signal);
    first = false;
    return Promise.resolve(pass);
  };
  const { health, pass: wait } = looking([checkOf('one', { run: once, failAfter: 3 })]);
  await settled();
  const seen: string[] = [];
  for (let times = 0; times < 5; times += 1) {
    // oxlint-disable-next-line no-await-in-loop -- second by second
    await wait(1100);
    seen.push(statusOf(health.report(), 'ready'));
  }
  expect(seen).toEqual(['pass', 'pass', 'fail', 'fail', 'fail']);
});

test('what a check throws is told to the log and to nobody else', async () => {
  const thrown = new Error('/secret/path');
  const { told, bugs } = looking([
    checkOf('one', { run: () => Promise.reject(thrown) }),
    checkOf('two', {
      run: () => {
        throw thrown;
      },
    }),
  ]);
  await settled();
  expect([told('one'), told('two')]).toEqual(Array(2).fill('fail: The check itself failed.'));
  expect(bugs).toEqual([thrown, thrown]);
});

test('only a change is told, and not every look', async () => {
  let found = pass;
  const { changes, pass: wait } = looking([checkOf('one', { run: () => Promise.resolve(found) })]);
  await wait(1100);
  found = warn;
  await wait(1100);
  await wait(1100);
  found = pass;
  await wait(1100);
  expect(changes).toEqual(['one pass warn', 'one warn pass']);
});

test('who asks for a look while one is under way gets another one after it', async () => {
  let found = pass;
  const { health, told } = looking([checkOf('one', { run: () => Promise.resolve(found) })]);
  found = fail;
  health.lookAgain('one');
  await settled();
  expect(told('one')).toBe('fail: It is ill.');
});

test('a wall clock that jumps makes nothing stale, and times are in UTC', async () => {
  const { health, clock } = looking([checkOf('one')]);
  await settled();
  clock.jumpWall(36e5);
  expect(health.report().checks[0]).toMatchObject({
    status: 'pass',
    time: '2026-01-01T00:00:00.000Z',
    durationMs: 0,
  });
});

test('B10: two servers in one process share nothing', async () => {
  const [one, other] = [looking([checkOf('one')]), looking([checkOf('one')])];
  one.health.add(checkOf('more', { run: () => Promise.resolve(fail) }));
  await settled();
  one.health.stop();
  await Promise.all([one.pass(3001), other.pass(1000)]);
  expect(other.health.report().checks.map(({ name, status }) => `${name} ${status}`)).toEqual(['one pass']);
  expect(one.told('one')).toContain('stale');
  expect(one.clock.pending()).toBe(0);
});
