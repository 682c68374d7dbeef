import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ok } from '../kernel/result.ts';
import type { Standing } from '../scope/engagement-standing.ts';
import { sampleEngagement } from '../scope/fixtures/sample-engagement.ts';
import { barePlan } from '../tools/bare-plan.ts';
import { inForce } from './fixtures/in-force.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Caller, Job } from './ports.ts';
import { startRun } from './start-run.ts';

const caller: Caller = { channel: 'library', principal: 'local', client: null };
const noon = Date.parse('2026-11-24T12:00:00Z');

/** A stage on which it is a moment that the test moves, and an engagement holds until one o'clock. */
function engaged(script: Parameters<typeof stage>[0] = {}) {
  let now = noon;
  const set = stage(script);
  const { ports } = set.pipeline;
  const engagement = sampleEngagement({
    id: 'LAB-42',
    windows: ['daily 08:00-13:00 UTC'],
    notAfter: '2026-11-25',
  });
  const clock = { ...ports.clock, wallMs: () => now };
  const pipeline = inForce({ ...set.pipeline, ports: { ...ports, clock } }, { engagement });
  return {
    ...set,
    moveTo: (time: string) => (now = Date.parse(`2026-11-${time}Z`)),
    start: (input: unknown = {}) => startRun(pipeline, { tool: 'stub', input, caller }),
  };
}

describe('an engagement', () => {
  test('stands in the record of every decision', async () => {
    const { start, decisions } = engaged();
    expect((await start().result).status).toBe('succeeded');
    expect(decisions).toMatchObject([{ engagement: 'LAB-42' }]);
  });

  test('that is closed refuses the call, and a dry run too, with the time of the next opening', async () => {
    const { start, moveTo, log, decisions } = engaged();
    moveTo('24T13:00:00');
    for (const input of [{}, 'dry']) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      expect(await start(input).result).toMatchObject({
        status: 'refused',
        error: {
          code: 'scope.expired',
          error_type: 'policy_denied',
          retryable: true,
          retry_after_sec: 19 * 3600,
        },
      });
    }
    expect(log).toEqual(['decision deny', 'refused', 'decision deny', 'refused']);
    expect(decisions[0]?.rule).toBe('engagement.windows = daily 08:00-13:00 UTC (engagement.yaml#windows)');
  });

  test('that is closed or over leaves what starts nothing to explain, and tells it how it stands', async () => {
    const explains = (standing: Standing) => ({ result: standing, summary: 'Said.', untrustedFields: [] });
    const plan = {
      ...barePlan,
      tool: 'stub',
      program: { kind: 'none', name: 'stub' },
      answer: explains,
    } as const;
    const { start, moveTo, log } = engaged({ plan: () => ok(plan) });
    for (const [time, words] of [
      ['24T12:00:00', 'open until 2026-11-24T13:00:00Z'],
      ['24T13:00:00', 'closed until 2026-11-25T08:00:00Z'],
      ['26T12:00:00', 'over since 2026-11-26T00:00:00Z'],
    ] as const) {
      moveTo(time);
      // oxlint-disable-next-line no-await-in-loop -- in order
      expect(await start().result).toMatchObject({ status: 'succeeded', result: { words } });
    }
    expect((await start('dry').result).status).toBe('succeeded');
    expect(log.filter((step) => step === 'run')).toEqual([]);
    expect(log.filter((step) => step.startsWith('decision'))).toEqual(Array(4).fill('decision allow'));
  });

  test('that is over refuses the call for good', async () => {
    const { start, moveTo } = engaged();
    moveTo('26T12:00:00');
    expect((await start().result).error).toMatchObject({
      code: 'scope.expired',
      retryable: false,
      retry_after_sec: null,
    });
  });

  test('that closes while a call waits refuses it when it leaves the queue, and nothing is spawned', async () => {
    const held = Promise.withResolvers<ReturnType<typeof executionOf>>();
    const { start, moveTo, log, decisions } = engaged({ run: () => held.promise });
    const first = start();
    await sleep(5);
    const second = start();
    await sleep(5);
    moveTo('24T13:00:00');
    held.resolve(executionOf({ kind: 'exited', code: 0 }));
    expect((await first.result).status).toBe('succeeded');
    expect(await second.result).toMatchObject({ status: 'refused', error: { code: 'scope.expired' } });
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
    expect(decisions.map(({ decision, code }) => `${decision} ${code ?? ''}`.trim())).toEqual([
      'allow',
      'deny scope.expired',
    ]);
  });

  test('cuts what runs at its end, and says so', async () => {
    const jobs: Job[] = [];
    const { start, moveTo } = engaged({
      run: async (job) => {
        jobs.push(job);
        return executionOf({ kind: 'timed_out' });
      },
    });
    const before = await start().result;
    expect(before.metadata.notes).toEqual(['capped']);
    expect(before.error).toMatchObject({ field: 'timeout_sec' });
    moveTo('24T12:59:57.500');
    const result = await start().result;
    expect(jobs.map(({ plan }) => plan.timeoutSec)).toEqual([9, 2]);
    expect(result.status).toBe('timed_out');
    expect(result.metadata.notes).toContain('timeout_sec is 2, since the engagement closes then.');
    expect(result.error).toMatchObject({
      code: 'tool.timeout',
      field: null,
      message: 'stub was stopped after 2 s, when the engagement closes; what it had printed was kept.',
      next: ['Make the call again once the engagement is open; until then each refusal says when that is.'],
    });
    expect(JSON.stringify(result.error)).not.toContain('timeout_sec');
  });

  test('that closes within a second starts nothing, for it would outlast the closing', async () => {
    const { start, moveTo, log } = engaged();
    moveTo('24T12:59:59.001');
    expect((await start().result).error).toMatchObject({ code: 'scope.expired', retryable: true });
    expect(log).not.toContain('run');
    moveTo('24T12:59:59');
    expect((await start().result).status).toBe('succeeded');
  });
});
