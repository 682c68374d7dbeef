import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { linesOf } from './fixtures/a-server.ts';
import { metricsOfServer } from './metrics-of-server.ts';

const make = () =>
  metricsOfServer({
    version: '1',
    tools: ['nmap'],
    clock: systemClock,
    dataFolder: '/',
    readingsMs: () => 1000,
    facts: {
      uptimeSec: () => 1,
      breakers: () => [],
      waiting: () => new Map(),
      reloads: () => ({
        version: 'abc',
        successful: true,
        atMs: 0,
        pending: 0,
        counts: { applied: 0, unchanged: 0, refused: 0 },
      }),
      sandboxTier: () => null,
      checks: () => [],
      watches: () => [],
      log: { lines: () => ({ trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 }), dropped: () => 0 },
    },
  });

/** Makes a server, uses it and lets it go. */
async function restart(): Promise<WeakRef<object>> {
  const { metrics, stop } = make();
  metrics.request(null);
  expect(await linesOf(metrics)).toContain('mcp_system_requests_total 1');
  stop();
  return new WeakRef(metrics);
}

test('this machine and this process are read', async () => {
  const { metrics, stop } = make();
  const lines = await linesOf(metrics);
  stop();
  for (const name of ['memory', 'data_disk', 'runs_disk'])
    expect(lines.find((line) => line.includes(`resource="${name}"`))).toMatch(/ (?:0\.\d+|0|1)$/);
  expect(lines.find((line) => line.startsWith('process_resident_memory_bytes'))).toMatch(/ \d{7,}$/);
});

test('C5: two servers and a hundred restarts in one process share nothing and leave nothing', async () => {
  const [one, other] = [make(), make()];
  one.metrics.request(null);
  const timers = process.getActiveResourcesInfo().length;
  const gone: WeakRef<object>[] = [];
  // One after the other, as restarts are.
  // oxlint-disable-next-line no-await-in-loop -- see above
  for (let start = 0; start < 100; start += 1) gone.push(await restart());
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(timers);
  expect(await linesOf(one.metrics)).toContain('mcp_system_requests_total 1');
  expect(await linesOf(other.metrics)).toContain('mcp_system_requests_total 0');
  one.stop();
  other.stop();
  setFlagsFromString('--expose-gc');
  await new Promise((resolve) => setImmediate(resolve));
  runInNewContext('gc()');
  // The last of them may still be on the stack.
  expect(gone.filter((each) => each.deref() !== undefined).length).toBeLessThan(3);
});
