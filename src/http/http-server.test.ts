import { request } from 'node:http';
import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../host/clock.ts';
import { fakeApp, type FakeCall } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import { startHttpServer, type HttpServer } from './http-server.ts';
import type { HttpSettings } from './http-settings.ts';

const servers: HttpServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(settings: Partial<HttpSettings> = {}, onCall?: (call: FakeCall) => void) {
  const fake = fakeApp(onCall);
  const factory = createServerFactory(fake.app, 'http');
  const server = await startHttpServer(fake.app, factory, { ...loopbackSettings, ...settings }, systemClock);
  if (!server.ok) throw new Error(server.error.message);
  servers.push(server.value);
  return { fake, server: server.value, port: Number(new URL(server.value.url).port) };
}

/** Sends bytes as they are and gives back all that comes until the server closes. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

const modernCall = {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'scan',
  },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: 'scan',
      arguments: {},
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  }),
};

it('closes the connection of a client that asks for it, also of one of the old era, whose answers are streams', async () => {
  const { port } = await start();
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const head = [
    'POST /mcp HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'connection: close',
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    `content-length: ${body.length}`,
  ];
  const answer = await raw(port, `${head.join('\r\n')}\r\n\r\n${body}`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(answer).toMatch(/^connection: close\r$/im);
  expect(answer).not.toMatch(/^connection: keep-alive/im);
});

describe('starting', () => {
  it.each(['0.0.0.0', '::', '10.1.2.3', 'bailiwick.lab.internal'])(
    'refuses to listen on %s without a token, and says what to do',
    async (host) => {
      const { app } = fakeApp();
      const settings = { ...loopbackSettings, host };
      const server = await startHttpServer(app, createServerFactory(app, 'http'), settings, systemClock);
      expect(server).toMatchObject({ ok: false, error: { code: 'config.invalid', field: 'server.host' } });
    },
  );

  it('says so when the port is taken', async () => {
    const { port } = await start();
    const { app } = fakeApp();
    const settings = { ...loopbackSettings, port };
    const server = await startHttpServer(app, createServerFactory(app, 'http'), settings, systemClock);
    expect(server).toMatchObject({
      ok: false,
      error: { code: 'config.invalid', message: expect.stringContaining('EADDRINUSE') },
    });
  });

  it('counts the connections that are open', async () => {
    const { fake, port } = await start();
    const socket = createConnection({ host: '127.0.0.1', port });
    await expect.poll(fake.connections).toBe(1);
    socket.destroy();
    await expect.poll(fake.connections).toBe(0);
  });
});

describe('on the wire', () => {
  it.each(['a b', 'evil.example', 'x/y', '[::1'])('answers the Host header "%s" with 403', async (host) => {
    const { port } = await start();
    const answer = await raw(port, `GET /livez HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('takes no address from a request line', async () => {
    const { port } = await start();
    const answer = await raw(
      port,
      'GET http://evil.example/livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('counts a body while it comes, and answers 413 before its end', async () => {
    const { server } = await start();
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${server.url}/mcp`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.write('x'.repeat(300 * 1024));
    });
    expect(status).toBe(413);
  });

  it('answers HEAD without a body', async () => {
    const { server } = await start();
    const response = await fetch(`${server.url}/healthz`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('gives no details through a proxy on this machine', async () => {
    const { server } = await start();
    const local = await fetch(`${server.url}/healthz?verbose`);
    expect(await local.json()).toHaveProperty('version');
    const proxied = await fetch(`${server.url}/healthz?verbose`, {
      headers: { 'x-forwarded-for': '192.0.2.1' },
    });
    expect(await proxied.json()).toEqual({ status: 'pass' });
  });

  it('sends the headers of a stream before its first event', async () => {
    const { fake, server } = await start({}, (call) => call.report({ done: 1, total: null, message: '' }));
    const body = modernCall.body.replace('"_meta":{', '"_meta":{"progressToken":7,');
    const response = await fetch(`${server.url}/mcp`, { ...modernCall, body });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    fake.calls[0]?.finish();
    expect(await response.text()).toContain('"progressToken":7');
  });

  it('stops the run of a stateless request when its client goes away', async () => {
    const { fake, server } = await start({}, () => {});
    const abort = new AbortController();
    const response = fetch(`${server.url}/mcp`, { ...modernCall, signal: abort.signal });
    response.catch(() => {});
    await expect.poll(() => fake.calls.length).toBe(1);
    abort.abort();
    expect(await fake.calls[0]?.stopped).toBe('client_gone');
  });

  it('stops running calls when it is closed, and takes no more', async () => {
    const { fake, server } = await start({}, () => {});
    fetch(`${server.url}/mcp`, modernCall).catch(() => {});
    await expect.poll(() => fake.calls.length).toBe(1);
    await server.close();
    expect(await fake.calls[0]?.stopped).toBe('client_gone');
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow('fetch failed');
  });
});
