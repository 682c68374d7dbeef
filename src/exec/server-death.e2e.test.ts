import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isRunning, marked, tiersHere } from './fixtures/lab.ts';
import type { SandboxMode } from './sandbox/sandbox.ts';

const programs = ['ignore-term', 'setsid-escapee', 'two-hundred', 'wait-after-output'];
const script = join(import.meta.dirname, 'fixtures/server.ts');

interface Started {
  readonly server: ChildProcessByStdio<null, Readable, null>;
  readonly runIds: readonly string[];
  readonly launcher: number;
  readonly tmpRoot: string;
}

/** Starts a server whose programs have all printed something. */
async function startServer(sandbox: SandboxMode): Promise<Started> {
  const server = spawn(process.execPath, [script, sandbox, ...programs], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: (readonly string[])[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line.split(' '));
    if (lines.length === programs.length) break;
  }
  const [, launcher = '', tmpRoot = ''] = lines[0] ?? [];
  return { server, runIds: lines.map(([runId = '']) => runId), launcher: Number(launcher), tmpRoot };
}

/** Waits until `isTrue`, at most so long; returns the last answer. */
async function within(ms: number, isTrue: () => boolean): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until && !isTrue();) await wait(20);
  return isTrue();
}

describe('a server that has nothing to do', () => {
  it('leaves by itself: a launcher that was never closed keeps nobody waiting', () => {
    const tmpRoot = mkdtempSync(join(tmpdir(), 'bailiwick-idle-'));
    const { status } = spawnSync(process.execPath, [script, 'process'], {
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
      const { server, runIds, launcher, tmpRoot } = await startServer(sandbox);
      expect(runIds.flatMap(marked).length).toBeGreaterThan(programs.length);
      server.kill(signal);
      const left = (): boolean => runIds.some((runId) => marked(runId).length > 0) || isRunning(launcher);
      expect(await within(2_000, () => !left())).toBe(true);
      expect(readdirSync(tmpRoot)).toEqual([]);
      rmSync(tmpRoot, { recursive: true });
    },
  );

  it('takes its programs along, although the launcher is asked to leave by signals before', async () => {
    const { server, runIds, launcher, tmpRoot } = await startServer(sandbox);
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
      const { server, runIds, launcher, tmpRoot } = await startServer(sandbox);
      process.kill(launcher, 'SIGKILL');
      server.kill('SIGKILL');
      expect(await within(2_000, () => runIds.flatMap(marked).length === 0)).toBe(true);
      rmSync(tmpRoot, { recursive: true });
    });
  },
);
