import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isRunning, marked, openLab, tiersHere } from './fixtures/lab.ts';
import { leftoversOf } from './fixtures/leftovers.ts';
import { serverScript, startServer, within, type StartedServer } from './fixtures/started-server.ts';
import type { SandboxMode } from './sandbox/sandbox.ts';

const programs = ['ignore-term', 'setsid-escapee', 'two-hundred', 'wait-after-output'];

describe('a server that has nothing to do', () => {
  it('leaves by itself: a launcher that was never closed keeps nobody waiting', () => {
    const tmpRoot = mkdtempSync(join(tmpdir(), 'bailiwick-idle-'));
    const { status } = spawnSync(process.execPath, [serverScript, 'process'], {
      env: { TMPDIR: tmpRoot },
      timeout: 5_000,
    });
    expect(status).toBe(0);
    rmSync(tmpRoot, { recursive: true });
  });
});

describe.each(await tiersHere())('a server that dies, by %s', (sandbox) => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'by %s leaves no descendant, launcher or folder after 2 s',
    async (signal) => {
      const started = await startServer(sandbox, programs);
      expect(started.runIds.flatMap(marked).length).toBeGreaterThan(programs.length);
      started.server.kill(signal);
      await within(2_000, () => leftoversOf([started]).length === 0);
      expect(leftoversOf([started])).toEqual([]);
      rmSync(started.tmpRoot, { recursive: true });
    },
  );

  it('takes its programs along, although the launcher is asked to leave by signals before', async () => {
    const { server, runIds, launcher, tmpRoot } = await startServer(sandbox, programs);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(launcher, signal);
    await wait(200);
    expect(isRunning(launcher)).toBe(true);
    expect(runIds.every((runId) => marked(runId).length > 0)).toBe(true);
    server.kill('SIGKILL');
    expect(await within(2_000, () => runIds.flatMap(marked).length === 0)).toBe(true);
    rmSync(tmpRoot, { recursive: true, force: true });
  });
});

describe.each((await tiersHere()).filter((tier) => tier !== 'process'))(
  'a server that dies together with its launcher, by %s',
  (sandbox) => {
    it('leaves no process behind: the kernel takes the box along', async () => {
      const { server, runIds, launcher, tmpRoot } = await startServer(sandbox, programs);
      process.kill(launcher, 'SIGKILL');
      server.kill('SIGKILL');
      expect(await within(2_000, () => runIds.flatMap(marked).length === 0)).toBe(true);
      rmSync(tmpRoot, { recursive: true });
    });
  },
);

describe('servers that are killed again and again', () => {
  const scans = ['ignore-term', 'setsid-escapee', 'double-fork', 'wait-after-output'];

  /** Starts a server, kills it in the midst of eight runs, and starts the next at once. */
  const killMany = async (sandbox: SandboxMode, rounds: number): Promise<readonly StartedServer[]> => {
    const dead: StartedServer[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = await startServer(sandbox, [...scans, ...scans]);
      started.server.kill('SIGKILL');
      dead.push(started);
    }
    return dead;
  };

  it(
    'leave nothing of eight running scans, twenty times, once the next has started',
    { timeout: 120_000 },
    async () => {
      const strongest = (await tiersHere()).at(-1) ?? 'process';
      const chains = Array.from({ length: 5 }, () => killMany(strongest, 4));
      const dead = (await Promise.all(chains)).flat();
      expect(dead.flatMap(({ runIds }) => runIds)).toHaveLength(160);
      const next = openLab({ sandbox: strongest });
      await next.run('true');
      await within(5_000, () => leftoversOf(dead).length === 0);
      const pools = await next.executor.pools();
      await next.close();
      expect(leftoversOf(dead)).toEqual([]);
      expect(pools.filter(({ server }) => server === null)).toEqual([]);
      for (const { tmpRoot } of dead) rmSync(tmpRoot, { recursive: true });
    },
  );
});
