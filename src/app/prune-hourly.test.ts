import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Pruned, Retention } from '../store/retention/retention.ts';
import { unavailable } from '../store/store-trouble.ts';
import { pruneHourly } from './prune-hourly.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function lab(answer: Result<Pruned>, keep_days = 0) {
  const asked: Retention[] = [];
  const moved: number[] = [];
  const lines: (readonly [event: string, facts: unknown])[] = [];
  const clock = manualClock();
  let keep_runs_days = 90;
  const stop = pruneHourly({
    store: {
      prune: async (retention) => {
        asked.push(retention);
        return answer;
      },
    },
    pruneAudit: async (before) => {
      moved.push(before);
      return ok(['a segment']);
    },
    config: () => configSchema.parse({ version: 1, database: { keep_runs_days }, audit: { keep_days } }),
    clock,
    logger: { log: (_, event, facts) => void lines.push([event, facts]) },
  });
  return { asked, moved, lines, clock, stop, reload: () => (keep_runs_days = 7) };
}

test('it prunes at once and every hour, as configured then, until it is stopped', async () => {
  const { asked, lines, clock, stop, reload } = lab(ok({ runs: 2, outputs: 0 }));
  await turn();
  reload();
  clock.advance(3_600_000);
  await turn();
  stop();
  clock.advance(3_600_000);
  await turn();
  const dayMs = 86_400_000;
  expect(asked).toEqual([
    { keepRunsMs: 90 * dayMs, keepOutputsMs: 30 * dayMs, totalBytes: 2 ** 30 },
    { keepRunsMs: 7 * dayMs, keepOutputsMs: 30 * dayMs, totalBytes: 2 ** 30 },
  ]);
  expect(lines).toEqual([
    ['prune.done', { runs: 2, outputs: 0 }],
    ['prune.done', { runs: 2, outputs: 0 }],
  ]);
  expect(clock.pending()).toBe(0);
});

test('nothing to prune is not worth a line, and a failure is told and tried again', async () => {
  const quiet = lab(ok({ runs: 0, outputs: 0 }));
  const failing = lab(err(unavailable('Old runs could not be removed', null)));
  await turn();
  expect(quiet.lines).toEqual([]);
  expect(failing.lines).toMatchObject([['prune.failed', { why: expect.stringContaining('Old runs') }]]);
  expect([quiet.clock.pending(), failing.clock.pending()]).toEqual([1, 1]);
});

test('the audit log is moved to segments only where the configuration says after how long', async () => {
  const kept = lab(ok({ runs: 0, outputs: 0 }));
  await turn();
  kept.stop();
  expect(kept.moved).toEqual([]);
  const { moved, lines, clock, stop } = lab(ok({ runs: 0, outputs: 0 }), 30);
  await turn();
  stop();
  expect(moved).toEqual([clock.wallMs() - 30 * 86_400_000]);
  expect(lines).toEqual([['prune.done', { segments: 1 }]]);
});
