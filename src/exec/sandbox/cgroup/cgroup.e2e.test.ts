import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshRunId, marked, openLab, sleepersFor, textOf, tiersHere, type Lab } from '../../fixtures/lab.ts';
import { nobody } from '../../fixtures/nobody.ts';
import { usualLimits } from '../../fixtures/usual-limits.ts';
import { findHierarchies, usableHierarchies } from './find-hierarchies.ts';
import { membersOf } from './group-files.ts';
import { heldControllers } from './held-controllers.ts';
import { ownerName } from './owner.ts';
import { makeRunGroup } from './run-group.ts';

const trees = findHierarchies();
const held = heldControllers(trees);

/** The groups of a launcher that a run lives in. */
const groupsOf = ({ launcher }: Lab, runId: string): readonly string[] =>
  trees
    .map(({ folder }) => join(folder, ownerName(launcher.pid ?? 0)))
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((group) => membersOf(group).some((pid) => marked(runId).includes(pid)));

describe.runIf(trees.length > 0).each(await tiersHere())(
  'a run in a control group (needs a writable one), by %s',
  (sandbox) => {
    let lab: Lab;
    beforeAll(async () => {
      const limits = { ...usualLimits, processes: 64 };
      lab = openLab({ sandbox, limits });
      // What it tries out first takes a while.
      await lab.executor.sandbox();
    });
    afterAll(() => lab.close());

    it('is in groups of its own that are gone afterwards', async () => {
      const runId = freshRunId();
      const during = lab.run('wait-after-output', [], { runId, timeoutSec: 0.5 });
      const groups = (): readonly string[] => groupsOf(lab, runId);
      await expect.poll(groups).toHaveLength(trees.length);
      const seen = groups();
      await during;
      expect(seen.filter((folder) => existsSync(folder))).toEqual([]);
    });

    it.runIf(held.includes('pids'))(
      'forks no more than it may, and leaves nothing (needs its controller)',
      async () => {
        const { ending, stdout } = await lab.run('fork-bomb');
        expect(ending).toEqual({ kind: 'exited', code: 2 });
        const forks = textOf(stdout.head).trim().split('\n').length;
        expect(forks).toBeGreaterThan(30);
        expect(forks).toBeLessThan(64);
      },
    );
  },
);

describe.runIf(trees.length > 0).each(usableHierarchies())(
  'a group of version $version in $folder (needs a writable one)',
  (hierarchy) => {
    it('ends what was born in it and left its session, its environment and its folder', async () => {
      const folder = join(hierarchy.folder, `bailiwick-test-${process.pid}`);
      mkdirSync(folder);
      const group = makeRunGroup([{ hierarchy, folder, home: hierarchy.home }], 'run');
      const duration = `21.${process.pid}${hierarchy.version}`;
      const words = ['-c', `cd / && env -i setsid sleep ${duration} & sleep 0.2`];
      group?.within(() => spawn('/bin/sh', words, { stdio: 'ignore' }));
      await expect.poll(() => sleepersFor(duration)).toHaveLength(1);
      expect(await group?.end()).toBe(false);
      expect(sleepersFor(duration)).toEqual([]);
      expect(readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())).toEqual([]);
      rmdirSync(folder);
    });
  },
);

it.skipIf(process.getuid?.() !== 0)(
  'one who may write no group runs programs without a word (needs root)',
  () => {
    const script = join(import.meta.dirname, '../../fixtures/run-plainly.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [script], {
      uid: nobody,
      gid: nobody,
      cwd: '/',
      env: { TMPDIR: tmpdir() },
      timeout: 10_000,
      encoding: 'utf8',
    });
    const seen: unknown = JSON.parse(stdout);
    expect(seen).toEqual({ ending: { kind: 'exited', code: 0 }, complaint: '', groups: [], left: [] });
    expect(stderr).toBe('');
  },
);
