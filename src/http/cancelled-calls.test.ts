import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { systemClock } from '../host/clock.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import { startHttpServer } from './http-server.ts';

it('leaves no connection behind for a cancelled call: after 200 of them the server still answers', async () => {
  const fake = fakeApp(() => {});
  const factory = createServerFactory(fake.app, 'http');
  const server = await startHttpServer(fake.app, factory, loopbackSettings, systemClock);
  if (!server.ok) throw new Error(server.error.message);
  const { url, close } = server.value;
  const client = new Client({ name: 'tester', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url)));
  for (let round = 1; round <= 40; round += 1) {
    const abort = new AbortController();
    const calls = Array.from({ length: 5 }, () =>
      client.callTool({ name: 'scan', arguments: {} }, { signal: abort.signal }).catch(() => 'cancelled'),
    );
    await expect.poll(() => fake.calls.length, { interval: 1 }).toBe(round * 5);
    abort.abort('enough');
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 5 }, () => 'cancelled'));
    await Promise.all(fake.calls.map(({ stopped }) => stopped));
    expect(fake.connections()).toBeLessThan(loopbackSettings.maxConnections);
  }
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  await client.close();
  await close();
});
