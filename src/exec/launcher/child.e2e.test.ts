import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { freshRunId, textOf, tiersHere } from '../fixtures/lab.ts';
import { usualLimits } from '../fixtures/usual-limits.ts';
import { boxOrder } from '../sandbox/box-order.ts';
import { noGroup } from '../sandbox/cgroup/run-group.ts';
import { findBoxPrograms } from '../sandbox/find-box-programs.ts';
import { limitsOf } from '../sandbox/limit-settings.ts';
import { readMachineView } from '../sandbox/machine-view.ts';
import { startChild, type ChildEnd } from './child.ts';
import type { StartFrame } from './frames.ts';
import { createStandbys } from './standbys.ts';
import { createSweep } from './sweep.ts';

const root = mkdtempSync(join(tmpdir(), 'bailiwick-child-'));
afterAll(() => rmSync(root, { recursive: true }));

const cgroups = { newGroup: () => noGroup };
const keeping = { sweep: createSweep(), cgroups, standbys: createStandbys(cgroups) };
const tiers = await tiersHere();

describe.runIf(tiers.includes('require-bwrap'))('a program in a box (needs bubblewrap that works)', () => {
  it('has not begun before its network is open, and then it does', async () => {
    const { ended, answer, printed } = begin();
    await wait(200);
    expect(printed()).toBe('');
    answer(null);
    const { ending, stdout } = await ended;
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(textOf(stdout.head)).toBe('begun\n');
  });

  it('never begins where that fails, and the run says why', async () => {
    const { ended, answer, printed } = begin();
    await wait(100);
    answer('nft: no such table');
    expect((await ended).ending).toEqual({ kind: 'not_started', step: 'box', errno: 'nft: no such table' });
    expect(printed()).toBe('');
  });

  it('never begins where it was stopped before, however soon that was', async () => {
    for (const delayMs of [0, 1, 5, 100]) {
      const { ended, answer, printed, child } = begin();
      // oxlint-disable-next-line no-await-in-loop -- one at a time, so that the delays are what they say
      await wait(delayMs);
      child.stop('cancelled');
      answer(null);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect((await ended).ending).toEqual({ kind: 'stopped', reason: 'cancelled' });
      expect(printed()).toBe('');
    }
  });
});

/** A run of `echo begun` in a box, whose network is open once `answer` says so. */
function begin() {
  const { promise: opened, resolve: answer } = Promise.withResolvers<string | null>();
  const { promise: ended, resolve } = Promise.withResolvers<ChildEnd>();
  let out = '';
  const child = startChild(boxed(), keeping, opened, {
    started: () => undefined,
    stdout: (chunk) => (out += textOf(chunk)),
    ended: resolve,
  });
  return { child, ended, answer, printed: () => out };
}

function boxed(): StartFrame {
  const programs = findBoxPrograms();
  if (!programs.ok) throw new Error(programs.error);
  const runId = freshRunId();
  const order: StartFrame = {
    kind: 'start',
    run: 1,
    runId,
    path: '/bin/echo',
    argv: ['begun'],
    searchPath: '/usr/bin',
    folder: join(root, runId),
    files: [],
    folderEnv: [],
    timeoutMs: 10_000,
    graceMs: 300,
    keepStdout: 1024,
    keepStderr: 1024,
    mostOutputBytes: 2 ** 20,
    memoryBytes: 2 ** 30,
    processes: 64,
    streamBytes: 1024,
    artifacts: null,
    user: null,
    owner: null,
    pin: null,
    box: null,
  };
  return boxOrder(order, {
    programs: programs.value,
    view: readMachineView(),
    reads: [],
    network: false,
    raw: null,
    limits: limitsOf(order, { kind: 'system', name: 'echo' }, usualLimits),
    enter: [],
  });
}
