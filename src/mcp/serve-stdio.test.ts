import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { fakeApp, type FakeApp } from './fixtures/fake-app.ts';
import { serveStdio } from './serve-stdio.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'old', version: '1' } },
};
const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'scan', arguments: {} } };
const listen = {
  jsonrpc: '2.0',
  id: 1,
  method: 'subscriptions/listen',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    },
    notifications: { toolsListChanged: true },
  },
};

function connect(fake: FakeApp) {
  const input = new PassThrough();
  const output = new PassThrough();
  const lines: string[] = [];
  output.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)));
  const connection = serveStdio(fake.app, input, output);
  const send = (...messages: readonly object[]): void => {
    for (const message of messages) input.write(`${JSON.stringify(message)}\n`);
  };
  return { input, output, lines, connection, send };
}

it('speaks the oldest revision to a client that knows no other, in lines of JSON alone', async () => {
  const { lines, send, connection } = connect(fakeApp());
  send(initialize, call);
  await expect.poll(() => lines.length).toBe(2);
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { id: 1, result: { protocolVersion: '2024-11-05' } },
    { id: 2, result: { isError: false } },
  ]);
  await connection.close();
});

it('stops every run when the input ends, and says that the client has gone', async () => {
  const fake = fakeApp(() => {});
  const { input, send, connection } = connect(fake);
  send(initialize, call, { ...call, id: 3 });
  await expect.poll(() => fake.calls.length).toBe(2);
  expect(fake.connections()).toBe(1);
  input.end();
  await connection.ended;
  expect(await Promise.all(fake.calls.map(({ stopped }) => stopped))).toEqual(['client_gone', 'client_gone']);
  expect(fake.connections()).toBe(0);
});

it('ends when nobody reads its output any more', async () => {
  const fake = fakeApp();
  const { output, connection } = connect(fake);
  output.destroy(new Error('EPIPE'));
  await connection.ended;
  expect(fake.connections()).toBe(0);
});

it('stops its runs when it is closed from our side', async () => {
  const fake = fakeApp(() => {});
  const { send, connection } = connect(fake);
  send(initialize, call);
  await expect.poll(() => fake.calls.length).toBe(1);
  await connection.close();
  await connection.ended;
  expect(await fake.calls[0]?.stopped).toBe('client_gone');
});

it('does not hold a message of more than 1 MiB in memory: the connection ends', async () => {
  const fake = fakeApp();
  const { input, connection } = connect(fake);
  input.write('x'.repeat(1024 * 1024 + 1));
  await connection.ended;
  expect(fake.connections()).toBe(0);
});

it('refuses an id that is still open, and can cancel the call that has it', async () => {
  const fake = fakeApp(() => {});
  const { lines, send, connection } = connect(fake);
  send(initialize, call, call);
  await expect.poll(() => lines.length).toBe(2);
  expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ id: 2, error: expect.objectContaining({ code: -32600 }) }),
  );
  expect(fake.calls).toHaveLength(1);
  send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
  expect(await fake.calls[0]?.stopped).toBe('cancelled');
  send(call);
  await expect.poll(() => fake.calls.length).toBe(2);
  fake.calls[1]?.finish();
  await expect.poll(() => lines.length).toBe(3);
  send(call);
  await expect.poll(() => fake.calls.length).toBe(3);
  await connection.close();
});

it('tells a client of either era that the tools have changed', async () => {
  const changed = 'notifications/tools/list_changed';
  const old = fakeApp();
  const { lines, send, connection } = connect(old);
  send(initialize);
  await expect.poll(() => lines.length).toBe(1);
  old.changeTools();
  await expect.poll(() => lines.join('\n')).toContain(changed);
  await connection.close();
  expect(old.toolListeners()).toBe(0);

  const young = fakeApp();
  const listening = connect(young);
  listening.send(listen);
  await expect.poll(() => listening.lines.length).toBe(1);
  young.changeTools();
  await expect.poll(() => listening.lines.join('\n')).toContain(changed);
  await listening.connection.close();
});

it('closes without delay although the client listens and reads nothing any more', async () => {
  const input = new PassThrough();
  const full = new Writable({ highWaterMark: 1, write: () => {} });
  const connection = serveStdio(fakeApp().app, input, full);
  input.write(`${JSON.stringify(listen)}\n`);
  await expect.poll(() => full.writableLength).toBeGreaterThan(0);
  await connection.close();
});
