import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { AuthInfo } from '@modelcontextprotocol/server';
import { expect, it } from 'vitest';
import { systemClock } from '../host/clock.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { createMcpEndpoint } from './mcp-endpoint.ts';

const who: AuthInfo = { token: '', clientId: 'local', scopes: [] };

it.each([
  ['of the handshake era', {}],
  ['of the stateless era', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const)(
  'a client %s is told when the tools have changed, and nobody listens when it has gone',
  async (_, era) => {
    const fake = fakeApp();
    const endpoint = createMcpEndpoint(fake.app, createServerFactory(fake.app, 'http'), systemClock);
    const transport = new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), {
      fetch: (url, init) => endpoint.fetch(new Request(url, init), who),
    });
    let told = 0;
    const onChanged = (): void => void (told += 1);
    const client = new Client(
      { name: 'tester', version: '1.0.0' },
      { ...era, listChanged: { tools: { onChanged, debounceMs: 0 } } },
    );
    await client.connect(transport);
    expect(client.getServerCapabilities()?.tools).toEqual({ listChanged: true });
    // The stream on which it hears of it is opened after the greeting.
    await expect
      .poll(() => {
        fake.changeTools();
        return told;
      })
      .toBeGreaterThan(0);
    await client.close();
    await endpoint.close();
    expect(fake.toolListeners()).toBe(0);
  },
);
