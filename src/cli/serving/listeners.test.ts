import { afterEach, expect, it } from 'vitest';
import { configSchema } from '../../config/schema.ts';
import { Secret } from '../../kernel/secret.ts';
import { fakeApp } from '../../mcp/fixtures/fake-app.ts';
import { startListeners, type Listeners } from './listeners.ts';

const token = 'correct-horse-battery-staple-0123';
const open: Listeners[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const logger = { log: () => undefined };

async function listen(metrics: object, port = 0) {
  const config = configSchema.parse({ server: { transport: 'http', port }, metrics });
  const made = await startListeners(fakeApp().app, config, () => new Secret(token), logger);
  if (made.ok) open.push(made.value);
  return made;
}

/** The status of an answer, with the token and without it. */
async function statusesOf(url: string | null, path: string): Promise<readonly number[]> {
  const answers = [{ authorization: `Bearer ${token}` }, {}].map((headers) =>
    fetch(`${url}${path}`, { headers: { connection: 'close', ...headers } }),
  );
  return (await Promise.all(answers)).map(({ status }) => status);
}

it('has one listener for everything unless scrapers have a port of their own', async () => {
  const made = await listen({});
  expect(made).toMatchObject({ ok: true, value: { metricsUrl: null } });
  const url = made.ok ? made.value.url : '';
  expect(await statusesOf(url, '/metrics')).toEqual([200, 401]);
  expect(await statusesOf(url, '/livez')).not.toContain(404);
});

it('serves metrics and health alone at the port for them, by the same token, and metrics nowhere else', async () => {
  const made = await listen({ prometheus_port: 0 });
  const { url, metricsUrl } = made.ok ? made.value : { url: '', metricsUrl: '' };
  expect(metricsUrl).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  expect(metricsUrl).not.toBe(url);
  expect(await statusesOf(metricsUrl, '/metrics')).toEqual([200, 401]);
  for (const path of ['/livez', '/readyz', '/healthz'])
    expect(await statusesOf(metricsUrl, path)).toEqual(await statusesOf(url, path));
  expect(await statusesOf(metricsUrl, '/mcp')).toEqual([404, 404]);
  expect(await statusesOf(url, '/metrics')).toEqual([404, 404]);
  expect(await statusesOf(url, '/mcp')).toEqual([400, 401]);
});

it('asks a scraper for the right host as well: a web page cannot read metrics', async () => {
  const made = await listen({ prometheus_port: 0 });
  const headers = { origin: 'https://evil.example', authorization: `Bearer ${token}` };
  const url = made.ok ? made.value.metricsUrl : '';
  expect((await fetch(`${url}/metrics`, { headers })).status).toBe(403);
});

it.each([{ enabled: false }, { prometheus_enabled: false }])(
  'has no port for scrapers where there is nothing to scrape: %j',
  async (off) => {
    expect(await listen({ ...off, prometheus_port: 0 })).toMatchObject({ value: { metricsUrl: null } });
  },
);

it('listens nowhere where the port for scrapers is taken, and names the key', async () => {
  const first = await listen({});
  const taken = Number(new URL(first.ok ? first.value.url : '').port);
  const second = await listen({ prometheus_port: taken });
  expect(second).toMatchObject({ ok: false, error: { field: 'metrics.prometheus_port' } });
  expect(open).toHaveLength(1);
});
