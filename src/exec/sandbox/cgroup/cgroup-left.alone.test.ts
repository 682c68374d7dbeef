import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleepersFor } from '../../fixtures/lab.ts';
import { openCgroups } from './cgroups.ts';
import { findHierarchies } from './find-hierarchies.ts';
import { ownerName } from './owner.ts';

const trees = findHierarchies();

// Alone, since every launcher that starts clears what the dead left.
describe.runIf(trees.length > 0)('groups that a dead launcher left (needs a writable one)', () => {
  it('are cleared by the next, with all that lives in them', async () => {
    const dead = ownerName(process.pid).replace(/\d+$/, '1');
    const groups = trees.map(({ folder }) => join(folder, dead, 'r-left-behind-here'));
    for (const group of groups) mkdirSync(group, { recursive: true });
    const duration = `20.${process.pid}7`;
    const join0 = groups.map((group) => `echo 0 >${group}/cgroup.procs`).join(' && ');
    spawn('/bin/sh', ['-c', `${join0} && exec sleep ${duration}`], { stdio: 'ignore' });
    await expect.poll(() => sleepersFor(duration)).toHaveLength(1);
    openCgroups().close();
    await expect.poll(() => sleepersFor(duration)).toEqual([]);
    await expect.poll(() => trees.filter(({ folder }) => existsSync(join(folder, dead)))).toEqual([]);
  });
});
