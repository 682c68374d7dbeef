import { expect, it } from 'vitest';
import { connectLegacy, limits } from './fixtures/legacy-client.ts';

it('gives each session an id of 128 random bits', async () => {
  const { open } = connectLegacy();
  const ids = [await open(), await open()];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(ids).size).toBe(2);
});

it.each([undefined, 'f'.repeat(32), ''])('knows no session %s', async (id) => {
  const { send } = connectLegacy();
  const response = await send('GET', id ?? null);
  expect(response.status).toBe(id === undefined ? 400 : 404);
});

it('shows a session to nobody but its own principal', async () => {
  const { open, send, sessions } = connectLegacy();
  const id = await open();
  expect((await send('DELETE', id, undefined, { as: 'mallory' })).status).toBe(404);
  expect(sessions.count()).toBe(1);
});

it('keeps no session for a request that is not the beginning of one', async () => {
  const { send, sessions } = connectLegacy();
  expect((await send('POST', null, { id: 1, method: 'tools/list' })).status).toBe(400);
  expect(sessions.count()).toBe(0);
});

it('stops the run when the client says that it cancels', async () => {
  const { open, send, startScan, fake } = connectLegacy();
  const id = await open();
  await startScan(id);
  const cancel = { method: 'notifications/cancelled', params: { requestId: 2, reason: 'enough' } };
  expect((await send('POST', id, cancel)).status).toBe(202);
  expect(await fake.calls[0]?.stopped).toBe('cancelled');
});

it('stops the run when the session is deleted, and forgets it', async () => {
  const { open, send, startScan, fake, sessions } = connectLegacy();
  const id = await open();
  await startScan(id);
  expect((await send('DELETE', id)).status).toBe(200);
  expect(await fake.calls[0]?.stopped).toBe('client_gone');
  expect(sessions.count()).toBe(0);
  expect((await send('POST', id, { id: 3, method: 'ping' })).status).toBe(404);
});

it('lets a run go on when its stream breaks while the client is still there', async () => {
  const { open, send, startScan, clock, wasStopped } = connectLegacy();
  const id = await open();
  await send('GET', id);
  const broken = new AbortController();
  await startScan(id, broken.signal);
  broken.abort();
  clock.advance(limits.orphanMs * 10);
  expect(await wasStopped()).toBeNull();
});

it('lets a run go on when the client comes back in time', async () => {
  const { open, send, startScan, clock, wasStopped } = connectLegacy();
  const id = await open();
  const broken = new AbortController();
  await startScan(id, broken.signal);
  broken.abort();
  clock.advance(limits.orphanMs / 2);
  await (await send('POST', id, { id: 3, method: 'ping' })).text();
  clock.advance(limits.orphanMs);
  expect(await wasStopped()).toBeNull();
});

it('stops the runs of a client that is gone for good', async () => {
  const { open, startScan, clock, fake, sessions } = connectLegacy();
  const id = await open();
  const broken = new AbortController();
  await startScan(id, broken.signal);
  broken.abort();
  clock.advance(limits.orphanMs);
  expect(await fake.calls[0]?.stopped).toBe('client_gone');
  expect(sessions.count()).toBe(0);
});

it('ends a session that nobody has used for long, but not one with an open stream', async () => {
  const { open, send, clock, sessions } = connectLegacy();
  const idle = await open();
  const held = await open();
  const stream = new AbortController();
  await send('GET', held, undefined, { signal: stream.signal });
  clock.advance(limits.idleMs);
  expect(sessions.count()).toBe(1);
  expect((await send('POST', idle, { id: 3, method: 'ping' })).status).toBe(404);
  stream.abort();
  clock.advance(limits.orphanMs * 2);
  expect(sessions.count()).toBe(1);
  clock.advance(limits.idleMs);
  expect(sessions.count()).toBe(0);
});

it('makes room for a new client by ending the session that is idle longest', async () => {
  const { open, send, clock, sessions } = connectLegacy();
  const first = await open();
  clock.advance(10);
  const second = await open();
  clock.advance(limits.settledMs);
  await open();
  expect(sessions.count()).toBe(2);
  expect((await send('POST', first, { id: 3, method: 'ping' })).status).toBe(404);
  expect((await send('POST', second, { id: 3, method: 'ping' })).status).toBe(200);
});

it('ends no session that has just begun for another: many clients at once get a session or are told to wait', async () => {
  const { open, send, clock, sessions } = connectLegacy();
  const ids = [await open(), await open()];
  clock.advance(limits.settledMs - 1);
  const response = await send('POST', null, { id: 1, method: 'initialize' });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  for (const id of ids) expect((await send('POST', id, { id: 3, method: 'ping' })).status).toBe(200);
  expect(sessions.count()).toBe(limits.count);
});

it('turns a new client away where every session is in use', async () => {
  const { open, send, sessions } = connectLegacy();
  for (const id of [await open(), await open()]) await send('GET', id);
  const response = await send('POST', null, { id: 1, method: 'initialize' });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(sessions.count()).toBe(2);
});

it('stops every run when it is closed', async () => {
  const { open, startScan, fake, sessions } = connectLegacy();
  await startScan(await open());
  await sessions.close();
  expect(await fake.calls[0]?.stopped).toBe('client_gone');
  expect(sessions.count()).toBe(0);
});
