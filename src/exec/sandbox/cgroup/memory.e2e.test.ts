import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tiersHere } from '../../fixtures/lab.ts';
import { findHierarchies } from './find-hierarchies.ts';
import { heldControllers } from './held-controllers.ts';

const script = join(import.meta.dirname, '../../fixtures/eat-memory-held.ts');
const isHeld = heldControllers(findHierarchies()).includes('memory');
const [, place = ''] = /^\d+:memory:(\/.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8')) ?? [];
const ownGroup = `/sys/fs/cgroup/memory${place}`;
const canDelegate = process.getuid?.() === 0 && place !== '' && isWritable(ownGroup);

/**
 * Where the memory tree of version 1 is somebody else's, a group in it is handed over as to a container: the program sees
 * that group as the top of its tree.
 */
const delegate = `
set -eu
mkdir "$1"
echo $$ > "$1/cgroup.procs"
shift
exec unshare --cgroup --mount sh -c 'mount -t cgroup -o memory cgroup "$1" && shift && exec "$@"' sh "$@"
`;

it.skipIf(!isHeld && !canDelegate)(
  'a run that uses more memory than it may is ended and told so, in every tier (needs a memory controller)',
  async () => {
    const words = [process.execPath, script, ...(await tiersHere())];
    const { stdout, stderr } = isHeld ? run(words) : await runDelegated(words);
    expect(stderr).toBe('');
    const endings: unknown = JSON.parse(stdout);
    expect(endings).toEqual((await tiersHere()).map(() => ({ kind: 'out_of_memory' })));
  },
);

const run = ([program = '', ...argv]: readonly string[]) =>
  spawnSync(program, argv, { encoding: 'utf8', timeout: 30_000 });

async function runDelegated(words: readonly string[]) {
  const group = join(ownGroup, `bailiwick-test-${process.pid}`);
  const point = mkdtempSync(join(tmpdir(), 'bailiwick-memory-'));
  const ended = run(['/bin/sh', '-c', delegate, 'sh', group, point, ...words]);
  rmdirSync(point);
  // What ended last may still be on its way out of it.
  await expect.poll(() => isRemoved(group)).toBe(true);
  return ended;
}

function isRemoved(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
