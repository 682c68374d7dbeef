import { expect, test } from 'vitest';
import { folder, open } from '../store/fixtures/lab.ts';
import { runIdOf } from '../store/fixtures/records.ts';
import { scanned } from '../store/fixtures/scans.ts';
import { createInventoryDesk } from './inventory-desk.ts';

const of = (principal: string) => ({ caller: { channel: 'http', principal, client: null } }) as const;

test('runs are compared by their ids and as the last ones, and another’s are none', async () => {
  using where = folder();
  const store = await open(where);
  const desk = createInventoryDesk(store);
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
