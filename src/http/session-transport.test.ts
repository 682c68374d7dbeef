import { expect, it } from 'vitest';
import { connectLegacy } from './fixtures/legacy-client.ts';

const cancel = (requestId: unknown) => ({ method: 'notifications/cancelled', params: { requestId } });
const scan = (id: number) => ({ id, method: 'tools/call', params: { name: 'scan', arguments: {} } });

it('ends the stream of a cancelled call without an answer, since its connection would stay open for ever', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  const response = await startScan(id);
  await send('POST', id, cancel(2));
  expect(await response.text()).toBe('');
  expect(await fake.calls[0]?.stopped).toBe('cancelled');
});

it('keeps the stream of a call whose cancel cannot be understood', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  const response = await startScan(id);
  for (const requestId of ['2', 3, null, {}, undefined]) await send('POST', id, cancel(requestId));
  fake.calls[0]?.finish();
  expect(await response.text()).toContain('"id":2');
});

it('refuses an id that is still open, and can cancel the call that has it', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  const first = await startScan(id);
  const second = await send('POST', id, scan(2));
  expect(second.status).toBe(400);
  expect(await second.json()).toMatchObject({ id: 2, error: { code: -32600 } });
  expect(fake.calls).toHaveLength(1);
  await send('POST', id, cancel(2));
  expect(await fake.calls[0]?.stopped).toBe('cancelled');
  expect(await first.text()).toBe('');
});

it('takes an id again once its call was answered, refused or cancelled', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  const answered = await startScan(id);
  fake.calls[0]?.finish();
  await answered.text();
  expect((await send('POST', id, scan(2))).status).toBe(200);
  await send('POST', id, cancel(2));
  const third = await send('POST', id, { id: 2, method: 'ping' });
  expect(await third.text()).toContain('"result":{}');
});

it('holds an id whose client went away for as long as its run goes on', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  await send('GET', id);
  const broken = new AbortController();
  await startScan(id, broken.signal);
  broken.abort();
  expect((await send('POST', id, scan(2))).status).toBe(400);
  fake.calls[0]?.finish();
  await expect.poll(async () => (await send('POST', id, scan(2))).status).toBe(200);
});
