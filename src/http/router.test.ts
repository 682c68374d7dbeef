import { describe, expect, it } from 'vitest';
import type { App } from '../app/app.ts';
import { systemClock } from '../host/clock.ts';
import { Secret } from '../kernel/secret.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import type { HttpSettings } from './http-settings.ts';
import { createRouter } from './router.ts';

const token = 'correct-horse-battery-staple-0123';

function route(settings: Partial<HttpSettings> = {}, overrides: Partial<App> = {}) {
  const fake = fakeApp(undefined, overrides);
  const all = { ...loopbackSettings, ...settings };
  const router = createRouter(fake.app, createServerFactory(fake.app, 'http'), all, systemClock);
  const send = async (
    path: string,
    init: RequestInit & { host?: string } = {},
    localPeer = true,
  ): Promise<Response> => {
    const { host = '127.0.0.1:8080', ...rest } = init;
    const request = new Request(`http://127.0.0.1:8080${path}`, rest);
    request.headers.set('host', host);
    return await router.fetch(request, localPeer);
  };
  return { send, fake };
}

const initialize = (headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
  }),
});

describe('Host and Origin', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1', '[::1]:8080'])(
    'lets the loopback host %s in',
    async (host) => {
      expect((await route().send('/livez', { host })).status).toBe(200);
    },
  );

  it.each(['evil.example', '127.0.0.1.evil.example:8080', '', 'localhost@evil.example'])(
    'refuses the host "%s" on every path, and says which setting would allow it',
    async (host) => {
      for (const path of ['/mcp', '/metrics', '/healthz', '/nowhere']) {
        const response = await route().send(path, { host });
        expect(response.status).toBe(403);
        expect(await response.text()).toContain('server.allowed_hosts');
      }
    },
  );

  it('lets listed hosts and the bound address in', async () => {
    const { send } = route({
      host: '10.1.2.3',
      token: () => new Secret(token),
      allowedHosts: ['Bailiwick.lab.internal', 'other:9000'],
    });
    for (const host of ['10.1.2.3:80', 'bailiwick.lab.internal:81', 'other:9000']) {
      expect((await send('/livez', { host })).status).toBe(200);
    }
    expect((await send('/livez', { host: 'other:9001' })).status).toBe(403);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'moz-extension://localhost',
    'x',
  ])('refuses the origin %s', async (origin) => {
    expect((await route().send('/livez', { headers: { origin } })).status).toBe(403);
  });

  it('lets listed origins in exactly as they are listed, and pages of this machine', async () => {
    const { send } = route({ allowedOrigins: ['https://console.lab.internal'] });
    const statusOf = async (origin: string) => (await send('/livez', { headers: { origin } })).status;
    expect(await statusOf('https://console.lab.internal')).toBe(200);
    expect(await statusOf('http://localhost:3000')).toBe(200);
    expect(await statusOf('http://console.lab.internal')).toBe(403);
  });

  it('answers no CORS question', async () => {
    const response = await route().send('/mcp', {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost' },
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the bearer token', () => {
  it.each(['/mcp', '/metrics'])('is asked for on %s', async (path) => {
    const { send, fake } = route({ token: () => new Secret(token) });
    for (const authorization of ['', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`]) {
      const response = await send(path, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await response.text()).not.toContain(token);
    }
    expect(fake.requests).toContain('policy_denied');
  });

  it('is the one of the moment, since it may be replaced while the server runs', async () => {
    let now = new Secret(token);
    const { send } = route({ token: () => now });
    const statusWith = async (given: string) =>
      (await send('/metrics', { headers: { authorization: `Bearer ${given}` } })).status;
    const next = 'n'.repeat(32);
    expect([await statusWith(token), await statusWith(next)]).toEqual([200, 401]);
    now = new Secret(next);
    expect([await statusWith(token), await statusWith(next)]).toEqual([401, 200]);
  });

  it('opens the door, and health needs none', async () => {
    const { send } = route({ token: () => new Secret(token) });
    expect((await send('/metrics', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    expect((await send('/mcp', initialize({ authorization: `Bearer ${token}` }))).status).toBe(200);
    expect((await send('/healthz')).status).toBe(200);
  });
});

describe('paths and methods', () => {
  it('names the paths that exist where somebody asks for another', async () => {
    const response = await route().send('/console');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('/mcp, /metrics'),
    });
  });

  it.each([
    ['PUT', '/mcp', 'POST, GET, DELETE'],
    ['POST', '/metrics', 'GET, HEAD'],
    ['DELETE', '/healthz', 'GET, HEAD'],
  ])('refuses %s %s and says what is allowed', async (method, path, allow) => {
    const response = await route().send(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
  });

  it('takes nothing but JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const response = await route().send('/mcp', { ...initialize({ 'content-type': type }) });
      expect(response.status).toBe(415);
    }
  });

  it('refuses a body of more than 256 KiB', async () => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { x: 'x'.repeat(256 * 1024) },
    });
    expect((await route().send('/mcp', { ...initialize(), body })).status).toBe(413);
  });

  it.each(['', '{', '[]', 'null', '7', '['.repeat(100_000)])('survives the body %.10j', async (body) => {
    const response = await route().send('/mcp', { ...initialize(), body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  it('takes arguments that are nested deeper than any stack as they are', async () => {
    const { send, fake } = route();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const opened = await send('/mcp', initialize());
    await opened.text();
    const session = { 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' };
    const body = `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"probe","arguments":{"target":${deep}}}}`;
    const response = await send('/mcp', { ...initialize(session), body });
    expect(await response.text()).toContain('"isError":false');
    expect(fake.calls).toHaveLength(1);
  });

  it('serves metrics as they are, and says how to have them where they are off', async () => {
    const response = await route().send('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(await response.text()).toContain('mcp_system_requests_total');
    const off = await route({}, { metrics: () => Promise.resolve(null) }).send('/metrics');
    expect(off.status).toBe(404);
    expect(await off.text()).toContain('metrics.enabled');
  });

  it('answers a bug with 500 and no detail of it', async () => {
    const { send, fake } = route({}, { metrics: () => Promise.reject(new Error('secret path')) });
    const response = await send('/metrics');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(fake.requests).toEqual(['unknown']);
  });
});
