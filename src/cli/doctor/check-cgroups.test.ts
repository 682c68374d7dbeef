import { expect, it } from 'vitest';
import type { Hierarchy } from '../../exec/sandbox/cgroup/hierarchies.ts';
import { checkCgroups } from './check-cgroups.ts';

const tree = (version: 1 | 2, ...controllers: readonly string[]): Hierarchy => ({
  version,
  controllers,
  folder: '/nowhere/cgroup',
  home: '/nowhere/cgroup',
  isTop: true,
});

it.each<[string, readonly Hierarchy[], string]>([
  ['nothing', [], 'none: rlimits hold each process'],
  [
    'a tree without controllers',
    [tree(2)],
    'cgroup v2: each run is ended as a whole, and nothing of it is counted',
  ],
  [
    'trees side by side',
    [tree(1, 'pids'), tree(2)],
    'cgroup v2 and v1: each run is ended as a whole, and its processes are held; rlimits bound memory',
  ],
  [
    'both controllers',
    [tree(1, 'pids'), tree(1, 'memory')],
    'cgroup v1: each run is ended as a whole, and its bytes of memory and processes are held',
  ],
])('says what holds runs where there is %s, and is content', (_, trees, message) => {
  expect(checkCgroups(trees)).toMatchObject({ status: 'ok', message: expect.stringContaining(message) });
});
