import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Execution } from '../pipeline/ports.ts';
import { freshRunId, marked, openLab, textOf, tiersHere, type How, type Lab } from './fixtures/lab.ts';

describe.each(await tiersHere())('the end of a run, by %s', (sandbox) => {
  let lab: Lab;
  beforeAll(() => {
    lab = openLab({ sandbox });
  });
  afterAll(() => lab.close());

  /** Runs a program that prints when it is ready, and calls `then` at that moment. */
  const onceReady = (name: string, then: () => void, how: How = {}): Promise<Execution> =>
    lab.run(name, [], { ...how, onStdout: () => then() });

  it('comes at the deadline, and keeps what was printed until then', async () => {
    const { ending, stdout, seconds } = await lab.run('wait-after-output', [], { timeoutSec: 0.2 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect(textOf(stdout.head)).toBe('partial\n');
    expect(seconds).toBeGreaterThanOrEqual(0.2);
    expect(seconds).toBeLessThan(1);
  });

  it('lets a program say a last word within the grace', async () => {
    const stop = new AbortController();
    const { stdout } = await onceReady('graceful', () => stop.abort('cancelled'), { signal: stop.signal });
    expect(textOf(stdout.head)).toBe('ready\nbye\n');
  });

  it.each(['cancelled', 'client_gone', 'shutdown'] as const)(
    'comes with the reason of its signal: %s',
    async (reason) => {
      const stop = new AbortController();
      const { ending } = await onceReady('wait-after-output', () => stop.abort(reason), {
        signal: stop.signal,
      });
      expect(ending).toEqual({ kind: 'stopped', reason });
    },
  );

  it('takes a signal of an unknown reason for a cancel', async () => {
    const stop = new AbortController();
    const { ending } = await onceReady('wait-after-output', () => stop.abort(), { signal: stop.signal });
    expect(ending).toEqual({ kind: 'stopped', reason: 'cancelled' });
  });

  it('keeps the first reason when the deadline comes within the grace', async () => {
    const stop = new AbortController();
    const started = performance.now();
    const { ending } = await onceReady('ignore-term', () => stop.abort('client_gone'), {
      signal: stop.signal,
      timeoutSec: 0.1,
    });
    expect(ending).toEqual({ kind: 'stopped', reason: 'client_gone' });
    expect(performance.now() - started).toBeLessThan(1_200);
  });

  it('comes before the start where the signal was aborted already: nothing is spawned', async () => {
    const runId = freshRunId();
    const { ending, path, seconds } = await lab.run('wait-after-output', [], {
      runId,
      signal: AbortSignal.abort('client_gone'),
    });
    expect([ending, path, seconds]).toEqual([{ kind: 'stopped', reason: 'client_gone' }, null, 0]);
    expect(marked(runId)).toEqual([]);
  });

  it('comes at once where the signal is aborted in the same turn', async () => {
    const stop = new AbortController();
    const running = lab.run('wait-after-output', [], { signal: stop.signal });
    stop.abort('cancelled');
    expect((await running).ending).toEqual({ kind: 'stopped', reason: 'cancelled' });
  });

  it('leaves no listener on the signal behind', async () => {
    const stop = new AbortController();
    expect((await lab.run('true', [], { signal: stop.signal })).ending).toEqual({ kind: 'exited', code: 0 });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('is a bug’s own where the reader of the output throws, and the program is stopped', async () => {
    const runId = freshRunId();
    const bug = new Error('the reader is broken');
    const running = lab.run('wait-after-output', [], {
      runId,
      onStdout: () => {
        throw bug;
      },
    });
    await expect(running).rejects.toBe(bug);
    expect(marked(runId)).toEqual([]);
  });
});

describe.each(await tiersHere())('closing the executor, by %s', (sandbox) => {
  it('stops what runs, ends the launcher and refuses what comes after', async () => {
    const own = openLab({ sandbox });
    await own.executor.sandbox();
    const runId = freshRunId();
    const running = own.run('ignore-term', [], { runId });
    await wait(300);
    expect(own.executor.alive()).toBe(true);
    await Promise.all([own.close(), own.executor.close()]);
    expect((await running).ending).toEqual({ kind: 'stopped', reason: 'shutdown' });
    expect([own.executor.alive(), marked(runId)]).toEqual([false, []]);
    await own.launcher.exited;
    expect((await own.run('true')).ending).toMatchObject({
      kind: 'not_started',
      failure: { code: 'sandbox.unavailable', message: expect.stringContaining('shutting down') },
    });
  });
});
