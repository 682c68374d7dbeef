import { expect, test } from 'vitest';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import { folder, open } from '../fixtures/lab.ts';
import { runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';
import { openAside } from './open-aside.ts';

const itself = {
  before: { kind: 'run', name: runIdOf(1) },
  after: { kind: 'run', name: runIdOf(1) },
  format: 'text',
  maxTokens: 1000,
} as const;

test('it answers what the store does, ends when nobody has asked for a while, and begins again', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22] });
  const clock = manualClock();
  const aside = openAside({ path: where.file, owner: 'a test' }, clock, 1000);
  expect(clock.pending()).toBe(0);
  const both = await Promise.all([aside.knownHosts({}), aside.compare(itself)]);
  expect(both).toMatchObject([{ value: { total: 1 } }, { value: { changes: 0 } }]);
  expect(clock.pending()).toBe(1);
  clock.advance(1000);
  await scanned(store, 2, { '10.0.0.6': [22] });
  expect(await aside.knownHosts({})).toMatchObject({ ok: true, value: { total: 2 } });
  await aside.close();
  await aside.close();
  expect(clock.pending()).toBe(0);
  await store.close();
});

test('a database that cannot be opened is told as such, each time anew', async () => {
  using where = folder();
  const clock = manualClock();
  const nowhere = openAside({ path: '/dev/null/audit.db', owner: 'a test' }, clock);
  expect(await nowhere.knownHosts({})).toMatchObject({ error: { code: 'store.unavailable' } });
  expect(await nowhere.knownHosts({})).toMatchObject({ error: { code: 'store.unavailable' } });
  await nowhere.close();
  const aside = openAside({ path: where.file, owner: 'a test' }, clock);
  expect(await aside.knownHosts({})).toMatchObject({ value: { total: 0 } });
  await aside.close();
});
