import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { sampleEngagement } from '../scope/fixtures/sample-engagement.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { samplePolicy } from '../tools/fixtures/sample-policy.ts';
import type { Policy } from '../tools/tool.ts';
import { inForce } from './fixtures/in-force.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { InForce } from './pipeline.ts';
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
  const { result, stop } = startRun(inForce({ ...pipeline, ports }, { engagement }), {
    tool: 'stub',
    input: {},
    caller,
  });
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

describe('while a run goes on, another configuration', () => {
  const scoped = (allow: readonly string[]): Result<Policy> =>
    ok({ ...samplePolicy, scope: sampleScope({ allow }) });

  /** A run to 10.0.0.5, and the way to put other rules into force. */
  async function reloadable() {
    const listeners = new Set<() => void>();
    const { pipeline } = stage({ run: untilStopped });
    let rules: Partial<InForce> = { policy: () => scoped(['10.0.0.0/24']), find: () => ok(portCheck) };
    const { result, stop } = startRun(
      {
        ...pipeline,
        inForce: () => ({ ...pipeline.inForce(), ...rules }),
        onReload: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      {
        tool: 'port_check',
        input: { target: '10.0.0.5', ports: '22' },
        caller: { channel: 'library', principal: 'local', client: null },
      },
    );
    await nextTurn();
    const reload = (next: Partial<InForce>): void => {
      rules = { ...rules, ...next };
      for (const listener of listeners) listener();
    };
    return { result, stop, reload, listening: () => listeners.size };
  }

  test.each<[string, Partial<InForce>]>([
    ['does not hold its target', { policy: () => scoped(['10.0.1.0/24']) }],
    ['has its tool switched off', { find: () => err(failure('tool.disabled', 'It is off.')) }],
  ])('ends it where that %s', async (_, next) => {
    const { result, reload, listening } = await reloadable();
    reload(next);
    expect(await result).toMatchObject({
      status: 'cancelled',
      error: { message: expect.stringContaining('a configuration came into force that does not allow it') },
    });
    expect(listening()).toBe(0);
  });

  test('lets it go on where that still allows it', async () => {
    const { result, reload, stop } = await reloadable();
    reload({ policy: () => scoped(['10.0.0.5']) });
    stop('cancelled');
    expect(await result).toMatchObject({
      error: { message: expect.stringContaining('the caller cancelled it') },
    });
  });
});
