import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { folder, open } from '../store/fixtures/lab.ts';
import { runIdOf } from '../store/fixtures/records.ts';
import { scanned } from '../store/fixtures/scans.ts';
import { createInventoryDesk } from './inventory-desk.ts';

const of = (principal: string) => ({ caller: { channel: 'http', principal, client: null } }) as const;

test('runs are compared by their ids and as the last ones, and another’s are none', async () => {
  using where = folder();
  const store = await open(where);
  const desk = createInventoryDesk(store, manualClock());
  await scanned(store, 1, { '10.0.0.5': [22] }, of('ada'));
  await scanned(store, 2, { '10.0.0.5': [22, 80] }, of('ada'));
  await scanned(store, 3, { '10.0.0.5': [443] }, of('bob'));
  const compare = async (principal: string, a: string, b: string) => {
    const compared = await desk.compare({ a, b, maxTokens: 1000 }, principal);
    if (compared.ok) return compared.value.changes;
    const { code, field, message } = compared.error;
    return `${code} ${field}: ${message}`;
  };
  expect(await compare('ada', runIdOf(1), runIdOf(2))).toBe(1);
  expect(await compare('ada', 'last', 'last')).toBe(0);
  expect(await compare('ada', runIdOf(1), runIdOf(3))).toBe(
    `run.not_found b: There is no run "${runIdOf(3)}" of yours.`,
  );
  expect(await compare('bob', runIdOf(1), 'last')).toMatch(/^run\.not_found a: /);
  expect(await compare('bob', 'last', 'last')).toBe(0);
  expect(await compare('bob', 'last~1', 'last')).toMatch(/^run\.not_found a: /);
  await store.close();
});

test('hosts are those of his own runs, and their addresses are not looked for with each letter', async () => {
  using where = folder();
  const store = await open(where);
  const clock = manualClock();
  let asked = 0;
  const counting: typeof store.knownHosts = (wanted) => {
    asked += 1;
    return store.knownHosts(wanted);
  };
  const desk = createInventoryDesk({ ...store, knownHosts: counting }, clock);
  const addresses = async (beginning: string, principal: string) => {
    const found = await desk.addresses(beginning, principal);
    return found.ok ? found.value : [found.error.message];
  };
  await scanned(store, 1, { '10.0.0.5': [22], '10.0.1.6': [80] }, of('ada'));
  await scanned(store, 2, { '10.0.0.7': [22] }, of('bob'));
  expect(await desk.hosts('10.0.0.0/24', 'ada')).toMatchObject({
    value: { total: 1, hosts: [{ address: '10.0.0.5' }] },
  });
  expect(await desk.hosts('10.0.0.7', 'ada')).toMatchObject({ value: { total: 0, hosts: [] } });
  asked = 0;
  expect([await addresses('', 'ada'), await addresses('10.0.1', 'ada')]).toEqual([
    ['10.0.0.5', '10.0.1.6'],
    ['10.0.1.6'],
  ]);
  expect(asked).toBe(1);
  expect(await addresses('10.', 'bob')).toEqual(['10.0.0.7']);
  await scanned(store, 3, { '10.0.2.8': [22] }, of('bob'));
  expect(await addresses('10.0.2', 'bob')).toEqual([]);
  clock.advance(30_000);
  expect(await addresses('10.0.2', 'bob')).toEqual(['10.0.2.8']);
  await store.close();
});
