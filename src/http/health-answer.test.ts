import { expect, it } from 'vitest';
import * as z from 'zod';
import type { App } from '../app/app.ts';
import { checkOf, fail, looking, warn } from '../app/health/fixtures/checks.ts';
import { systemClock } from '../host/clock.ts';
import { Secret } from '../kernel/secret.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import { createRouter } from './router.ts';

const token = 'correct-horse-battery-staple-0123';
const tools = { status: 'warn', message: 'masscan is not found in 10.9.8.7.' } as const;

/** A server that is alive and unready, and has something to tell besides. */
async function serve(settings = loopbackSettings) {
  const seen = looking([
    checkOf('process', { groups: ['live'] }),
    checkOf('audit', { groups: ['ready'], run: () => Promise.resolve(fail) }),
    checkOf('programs', { groups: [], run: () => Promise.resolve(tools) }),
    checkOf('extra', { groups: [], run: () => Promise.resolve(fail), critical: false }),
  ]);
  await seen.pass(0);
  const overrides: Partial<App> = { health: seen.health.report };
  const fake = fakeApp(undefined, overrides);
  const router = createRouter(fake.app, createServerFactory(fake.app, 'http'), settings, systemClock);
  const send = async (path: string, options: { method?: string; local?: boolean; bearer?: string } = {}) => {
    const { method = 'GET', local = true, bearer } = options;
    const request = new Request(`http://127.0.0.1:8080${path}`, { method });
    request.headers.set('host', '127.0.0.1:8080');
    if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
    return await router.fetch(request, local);
  };
  return { ...seen, send, router };
}

it.each([
  ['/livez', 200, 'pass'],
  ['/readyz', 503, 'fail'],
  ['/healthz', 503, 'fail'],
  ['/livez/process', 200, 'pass'],
  ['/readyz/audit', 503, 'fail'],
  ['/healthz/audit', 503, 'fail'],
  ['/healthz/programs', 200, 'warn'],
])('B7: %s is answered with its own verdict', async (path, status, verdict) => {
  const response = await (await serve()).send(path);
  expect([
    response.status,
    response.headers.get('content-type'),
    response.headers.get('cache-control'),
  ]).toEqual([status, 'application/health+json', 'no-store']);
  expect(response.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
  expect(await response.json()).toMatchObject({ status: verdict });
});

it.each([
  '/livez/audit',
  '/readyz/programs',
  '/readyz/nothing',
  '/readyz/',
  '/healthz/audit/x',
  '/livez/constructor',
])('B9: there is no check %s, and its absence tells nothing', async (path) => {
  const { send } = await serve();
  const [here, elsewhere] = [await send(path), await send(path, { local: false })];
  expect([here.status, elsewhere.status]).toEqual([404, 404]);
  const body = await elsewhere.text();
  expect(await here.text()).toBe(body);
  expect(body).not.toMatch(/audit|process|programs|0\.0\.0-test/);
});

it('B9: ?verbose tells the checks of its own question, and HEAD is answered as GET is', async () => {
  const { send } = await serve();
  const namesAt = async (path: string) => {
    const { checks } = z
      .object({ checks: z.record(z.string(), z.unknown()) })
      .parse(await (await send(path)).json());
    return Object.keys(checks);
  };
  expect(await namesAt('/livez?verbose')).toEqual(['process']);
  expect(await namesAt('/readyz?verbose')).toEqual(['audit']);
  expect(await namesAt('/healthz?verbose=1')).toEqual(['process', 'audit', 'programs', 'extra']);
  expect(await namesAt('/readyz/audit')).toEqual(['audit']);
  const head = await send('/readyz', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([503, 'application/health+json']);
  expect((await send('/readyz/audit', { method: 'POST' })).status).toBe(405);
});

const detailed = z.strictObject({
  status: z.enum(['pass', 'warn', 'fail']),
  version: z.string(),
  checks: z.record(
    z.string().regex(/^[a-z-]+$/),
    z.tuple([
      z.strictObject({
        status: z.enum(['pass', 'warn', 'fail']),
        output: z.string().max(500),
        time: z.iso.datetime().nullable(),
        duration_ms: z.number().nonnegative().nullable(),
        metadata: z.record(z.string(), z.unknown()),
      }),
    ]),
  ),
  metadata: z.strictObject({ healthy: z.int(), degraded: z.int(), unhealthy: z.int() }).optional(),
});

it('B7: details have one form, with the totals of the original design', async () => {
  const { send } = await serve();
  const body = detailed.parse(await (await send('/healthz?verbose')).json());
  expect(body.metadata).toEqual({ healthy: 1, degraded: 1, unhealthy: 2 });
  expect(body.checks['programs']?.[0]).toMatchObject({ status: 'warn', output: tools.message });
  expect(detailed.safeParse(await (await send('/livez/process')).json()).success).toBe(true);
});

it('B6: who may not see details gets the status and nothing else, by whatever path', async () => {
  const open = await serve();
  const guarded = await serve({ ...loopbackSettings, token: () => new Secret(token) });
  for (const path of ['/livez', '/readyz', '/healthz', '/readyz/audit', '/healthz/programs']) {
    const answers = [
      open.send(`${path}?verbose`, { local: false }),
      guarded.send(`${path}?verbose`),
      guarded.send(`${path}?verbose`, { bearer: 'wrong' }),
    ];
    // oxlint-disable-next-line no-await-in-loop -- path by path
    const bodies = await Promise.all(answers.map(async (answer) => await (await answer).text()));
    for (const body of bodies) expect(body).toMatch(/^\{"status":"(?:pass|warn|fail)"\}$/);
  }
  const response = await guarded.send('/healthz?verbose', { bearer: token, local: false });
  expect(await response.json()).toHaveProperty('checks.audit');
});

it('warns and no more for what is not critical', async () => {
  const { health, send } = await serve();
  expect(health.remove('programs').ok).toBe(true);
  expect((await (await serve()).send('/healthz/extra')).status).toBe(503);
  health.add(checkOf('well', { groups: ['ready'] }));
  expect(health.remove('audit').ok).toBe(true);
  await new Promise((resolve) => void setImmediate(resolve));
  expect(await (await send('/healthz')).json()).toEqual({ status: warn.status });
});

it('the short way of a plain probe answers as the long one does, or leaves it to that', async () => {
  const { router, send } = await serve();
  const at = (path: string, host = '127.0.0.1:8080', origin: string | null = null) =>
    router.probe({ path, host, origin, localPeer: true });
  for (const path of ['/livez', '/readyz?verbose', '/healthz/audit', '/healthz?verbose&x=1']) {
    // oxlint-disable-next-line no-await-in-loop -- path by path
    const long = await send(path);
    const short = at(path);
    expect(short?.status).toBe(long.status);
    expect(Object.fromEntries(long.headers)).toEqual(short?.headers);
    // oxlint-disable-next-line no-await-in-loop -- path by path
    expect(short?.body).toBe(await long.text());
  }
  const left = [at('/mcp'), at('/readyz/nothing'), at('/x/../livez'), at('http://127.0.0.1/livez'), at('')];
  const strangers = [at('/livez', 'evil.example'), at('/livez', undefined, 'https://evil.example')];
  expect([...left, ...strangers]).toEqual(Array(7).fill(null));
});
