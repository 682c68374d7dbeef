import { expect, it, onTestFinished } from 'vitest';
import type { Check } from '../app/health/check.ts';
import { checkOf, pass } from '../app/health/fixtures/checks.ts';
import { createHealthChecks } from '../app/health/health-checks.ts';
import { systemClock } from '../host/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { fakeApp } from '../mcp/fixtures/fake-app.ts';
import { createServerFactory } from '../mcp/server-factory.ts';
import { loopbackSettings } from './fixtures/settings.ts';
import { startHttpServer } from './http-server.ts';

/** A real server on loopback with these checks, looked at by the machine's clock or another. */
async function serve(checks: readonly Check[], clock: Clock = systemClock) {
  const ports = { clock, random: Math.random, onChange: () => undefined, onBug: () => undefined };
  const health = createHealthChecks(checks, ports);
  if (!health.ok) throw new Error(health.error.message);
  health.value.start();
  const { app } = fakeApp(undefined, { health: health.value.report, healthChecks: health.value });
  const server = await startHttpServer(app, createServerFactory(app, 'http'), loopbackSettings, systemClock);
  if (!server.ok) throw new Error(server.error.message);
  onTestFinished(async () => {
    health.value.stop();
    await server.value.close();
  });
  return async (path: string, method = 'GET') => {
    const began = performance.now();
    const response = await fetch(server.value.url + path, { method });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, ms: performance.now() - began };
  };
}

const never: Check['run'] = () => Promise.withResolvers<typeof pass>().promise;

it('B1: with a check that never resolves /readyz answers at once, and that check has failed by its timeout', async () => {
  const ask = await serve([checkOf('well'), checkOf('hung', { run: never, timeoutMs: 50 })]);
  await ask('/livez');
  const first = await ask('/readyz');
  expect([first.status, first.ms < 50]).toEqual([503, true]);
  await expect.poll(async () => (await ask('/readyz/hung')).text).toContain('timeout');
  const later = await ask('/readyz');
  expect([later.status, later.ms < 50]).toEqual([503, true]);
  expect((await ask('/readyz/well')).status).toBe(200);
});

it('B3: a hundred probes a second cause no look, and are answered in milliseconds', async () => {
  let looks = 0;
  const run: Check['run'] = () => Promise.resolve((looks += 1) > 0 ? pass : pass);
  const ask = await serve([checkOf('counted', { run, intervalMs: 60_000 })]);
  await ask('/readyz');
  const times: number[] = [];
  for (let probe = 0; probe < 100; probe += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as probes come
    times.push((await ask(probe % 2 === 0 ? '/readyz' : '/healthz?verbose')).ms);
  }
  expect(looks).toBe(1);
  const median = times.toSorted((a, b) => a - b)[50] ?? Infinity;
  expect(median).toBeLessThan(20);
});

it('B5: checks that are looked at no more are stale, and the server is not ready', async () => {
  // Whole, so that what is added to it can be told from what has passed.
  let now = Math.trunc(systemClock.monotonicMs());
  const stuck: Clock = { ...systemClock, monotonicMs: () => now, after: () => () => undefined };
  const ask = await serve([checkOf('well')], stuck);
  await expect.poll(async () => (await ask('/readyz')).status).toBe(200);
  now += 3000;
  expect((await ask('/readyz')).status).toBe(200);
  now += 1;
  const answer = await ask('/readyz?verbose');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(answer.text).toContain('It was not looked at for too long (stale).');
});

it('B9: HEAD has the headers of GET and no body', async () => {
  const ask = await serve([checkOf('well')]);
  const answer = await ask('/readyz', 'HEAD');
  expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
    200,
    '',
    'application/health+json',
  ]);
});

it('the listener is a check of its own, as long as there is one', async () => {
  const ask = await serve([checkOf('well')]);
  expect((await ask('/readyz/listener')).text).toContain('Connections are accepted.');
});
