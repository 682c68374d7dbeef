import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childrenOf, freshRunId, marked, openLab, type Lab } from './fixtures/lab.ts';

let lab: Lab;
beforeEach(() => {
  lab = openLab();
});
afterEach(() => lab.close());

/** Kills the launcher that runs now, and waits until the executor has seen it; this process has no other children. */
async function killLauncher(): Promise<void> {
  const pid = childrenOf(process.pid).at(-1) ?? 0;
  if (pid <= 1) throw new Error('There is no launcher to kill.');
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => childrenOf(process.pid).includes(pid), { interval: 5 }).toBe(false);
}

describe('a launcher that is stopped', () => {
  it('is killed once a run is overdue: nothing of it is left, and the next run works', async () => {
    const patient = openLab({ silenceMs: 300 });
    const runId = freshRunId();
    const ready = Promise.withResolvers<void>();
    const running = patient.run('ignore-term', [], { runId, timeoutSec: 1, onStdout: () => ready.resolve() });
    await ready.promise;
    process.kill(patient.launcher.pid ?? 0, 'SIGSTOP');
    expect((await running).ending).toMatchObject({
      kind: 'not_started',
      failure: { code: 'sandbox.unavailable' },
    });
    expect(marked(runId)).toEqual([]);
    expect((await patient.run('exit-with', ['4'])).ending).toEqual({ kind: 'exited', code: 4 });
    await patient.close();
  });
});

describe('a launcher that is killed', () => {
  it('leaves no descendant and no folder, and its runs end with what is known of them', async () => {
    const runIds = ['ignore-term', 'setsid-escapee', 'two-hundred'].map((name) => ({
      name,
      runId: freshRunId(),
    }));
    const ready = Promise.withResolvers<void>();
    let waiting = runIds.length;
    const running = runIds.map(({ name, runId }) =>
      lab.run(name, [], {
        runId,
        onStdout: () => {
          waiting -= 1;
          if (waiting === 0) ready.resolve();
        },
      }),
    );
    await ready.promise;
    await killLauncher();
    for (const execution of await Promise.all(running)) {
      const failure = {
        code: 'sandbox.unavailable',
        message: expect.stringContaining('The launcher process died while'),
      };
      expect(execution.ending).toMatchObject({ kind: 'not_started', failure });
      expect(execution.path).not.toBeNull();
      expect(execution.seconds).toBeGreaterThan(0);
      expect([execution.stdout.bytes, execution.stdout.truncated]).toEqual([6, true]);
    }
    expect(runIds.flatMap(({ runId }) => marked(runId))).toEqual([]);
    expect(lab.leftFolders()).toEqual([]);
  });

  it('is started again, and the next run works', async () => {
    await lab.run('true');
    await killLauncher();
    await expect.poll(() => childrenOf(process.pid)).toHaveLength(1);
    expect(lab.executor.alive()).toBe(true);
    expect((await lab.run('exit-with', ['4'])).ending).toEqual({ kind: 'exited', code: 4 });
  });

  it('loses a run that it was asked for in the same moment, and nothing is left of it', async () => {
    await lab.run('true');
    const runId = freshRunId();
    const running = lab.run('ignore-term', [], { runId });
    await killLauncher();
    expect((await running).ending).toMatchObject({
      kind: 'not_started',
      failure: { code: 'sandbox.unavailable' },
    });
    expect(marked(runId)).toEqual([]);
    expect(lab.leftFolders()).toEqual([]);
  });

  it('is not started again for ever: after five times within a minute calls are refused, and say when to come back', async () => {
    for (let times = 0; times <= 5; times += 1) {
      await lab.run('true');
      await killLauncher();
      if (times < 5) await expect.poll(() => childrenOf(process.pid)).toHaveLength(1);
    }
    await expect.poll(() => lab.executor.alive()).toBe(false);
    const { ending } = await lab.run('true');
    expect(ending).toMatchObject({ kind: 'not_started', failure: { code: 'sandbox.unavailable' } });
    expect(ending.kind === 'not_started' && ending.failure.retryAfterSec).toBeGreaterThan(50);
  });
});
