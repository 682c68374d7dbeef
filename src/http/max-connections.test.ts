import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../host/clock.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import { startHttpServer } from './http-server.ts';

test('one connection more than server.max_connections is closed at once and counted, until another has gone', async () => {
  const { app, requests, connections } = fakeApp();
  let dropped = 0;
  const settings = { ...loopbackSettings, maxConnections: 3, onDropped: () => void (dropped += 1) };
  const server = await startHttpServer(app, createServerFactory(app, 'http'), settings, systemClock);
  if (!server.ok) throw new Error(server.error.message);
  onTestFinished(server.value.close);
  const { port, host } = new URL(server.value.url);
  const open = async (): Promise<Socket> => {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  /** The first line of the answer; empty where the connection is closed without one. */
  const probe = async (socket: Socket): Promise<string> => {
    socket.write(`GET /livez HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    const answer: unknown[] = await Promise.race([
      once(socket, 'data'),
      once(socket, 'close').then(() => ['']),
    ]);
    return String(answer[0]).split('\r\n', 1)[0] ?? '';
  };
  const three = await Promise.all([open(), open(), open()]);
  await expect.poll(connections).toBe(3);
  expect(await probe(await open())).toBe('');
  expect([dropped, requests]).toEqual([1, ['resource_exhausted']]);
  expect(await probe(three[0])).toBe('HTTP/1.1 200 OK');
  three[1].destroy();
  await expect.poll(connections).toBe(2);
  const next = await open();
  expect(await probe(next)).toBe('HTTP/1.1 200 OK');
  for (const socket of [...three, next]) socket.destroy();
});
