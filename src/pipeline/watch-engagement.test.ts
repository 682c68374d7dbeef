import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { sampleEngagement } from '../scope/fixtures/sample-engagement.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Execution, Job } from './ports.ts';
import { startRun } from './start-run.ts';
import { stopReasonOf } from './stop-reason.ts';

const hour = 3_600_000;

/** The end of a program that runs until it is told to stop. */
const untilStopped = ({ signal }: Job): Promise<Execution> =>
  new Promise((resolve) => {
    const stop = (): void => resolve(executionOf({ kind: 'stopped', reason: stopReasonOf(signal) }, 'half'));
    signal.addEventListener('abort', stop, { once: true });
  });

/** A run under an engagement that holds on 1 January until noon, twelve hours from its start. */
async function running(run = untilStopped) {
  const clock = manualClock();
  const { pipeline, log } = stage({ run });
  const ports = { ...pipeline.ports, clock };
  const engagement = sampleEngagement({ windows: ['daily 00:00-12:00 UTC'] });
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  const { result, stop } = startRun({ ...pipeline, ports, engagement }, { tool: 'stub', input: {}, caller });
  await nextTurn();
  expect(log).toContain('started');
  return { clock, log, result, stop };
}

describe('while a run goes on', () => {
  test('a wall clock that jumps past the closing ends it within five seconds, and what it found is kept', async () => {
    const { clock, result } = await running();
    clock.jumpWall(13 * hour);
    clock.advance(5_000);
    expect(await result).toMatchObject({
      status: 'cancelled',
      result: { said: 'half' },
      error: {
        code: 'run.cancelled',
        message: expect.stringContaining('the engagement closed while it ran'),
        next: [expect.stringContaining('once the engagement is open')],
      },
    });
    expect(clock.pending()).toBe(0);
  });

  test('a jump within the window ends nothing; one past it does, however late it comes', async () => {
    const { clock, log, result } = await running();
    clock.jumpWall(11 * hour);
    for (let at = 0; at < 10; at += 1) clock.advance(2_000);
    await nextTurn();
    expect(log).not.toContain('finished');
    clock.jumpWall(hour);
    clock.advance(2_000);
    expect((await result).status).toBe('cancelled');
  });

  test('the caller’s own reason to stop stays the reason', async () => {
    const { stop, result } = await running();
    stop('client_gone');
    expect((await result).error?.message).toContain('the client went away');
  });
});

test('nobody looks at the clock for a run that has ended', async () => {
  const { clock, result } = await running(async () => executionOf({ kind: 'exited', code: 0 }));
  expect((await result).status).toBe('succeeded');
  expect(clock.pending()).toBe(0);
});
