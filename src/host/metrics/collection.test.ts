import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Collector } from './collection.ts';
import { linesOf, makeMetrics } from './fixtures/a-server.ts';
import { keptFor } from './kept-reading.ts';

const hang: Collector = () => new Promise(() => undefined);
const throws: Collector = () => {
  throw new Error('canary');
};

test('C4: a collector that throws costs its own series and is told; the scrape has all the others', async () => {
  const metrics = makeMetrics({}, { health: throws, log: () => Promise.reject(new Error('canary')) });
  const lines = await linesOf(metrics);
  expect(lines.filter((line) => /health_check|log_lines|log_dropped|canary/.test(line))).toEqual([]);
  expect(lines).toContain('bailiwick_metrics_collector_errors_total{collector="health"} 1');
  expect(lines).toContain('bailiwick_metrics_collector_errors_total{collector="log"} 1');
  expect(lines).toContain('bailiwick_tool_queue_depth{tool="nmap"} 3');
});

test('C4: one that hangs costs half a second once, and is not asked again while it hangs', async () => {
  let asked = 0;
  const metrics = makeMetrics(
    {},
    {
      resources: () => {
        asked += 1;
        return hang();
      },
      process: hang,
    },
  );
  const begun = systemClock.monotonicMs();
  const lines = await linesOf(metrics);
  expect(systemClock.monotonicMs() - begun).toBeLessThan(1000);
  expect(lines).toContain('mcp_system_uptime_seconds 42');
  const again = systemClock.monotonicMs();
  expect(await linesOf(metrics)).toContain(
    'bailiwick_metrics_collector_errors_total{collector="resources"} 2',
  );
  expect(systemClock.monotonicMs() - again).toBeLessThan(250);
  expect(asked).toBe(1);
});

test('a reading is kept for as long as it may be old, and a failed one is not', async () => {
  let now = 0;
  let reads = 0;
  const readings = [{ name: 'mcp_system_uptime_seconds', labels: {}, value: 1 }] as const;
  const kept = keptFor(
    () => 15_000,
    () => {
      reads += 1;
      if (reads === 1) throw new Error('oops');
      return readings;
    },
    { monotonicMs: () => now },
  );
  await expect(Promise.resolve(kept())).rejects.toThrow('oops');
  expect(await kept()).toBe(readings);
  now = 14_999;
  await kept();
  expect(reads).toBe(2);
  now = 15_000;
  await kept();
  expect(reads).toBe(3);
});
