import { describe, expect, it } from 'vitest';
import { readHierarchies } from './hierarchies.ts';

const mount = (root: string, point: string, type: string, options: string): string =>
  `38 31 0:35 ${root} ${point} rw,relatime shared:9 - ${type} ${type} ${options}\n`;

const unified = mount('/', '/sys/fs/cgroup', 'cgroup2', 'rw,nsdelegate');
const hybrid = [
  '31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n',
  mount('/', '/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
  mount('/', '/sys/fs/cgroup/cpu', 'cgroup', 'rw,cpu'),
  mount('/', '/sys/fs/cgroup/pids', 'cgroup', 'rw,pids'),
  mount('/', '/sys/fs/cgroup/unified', 'cgroup2', 'rw'),
].join('');

describe('the trees that runs can be held by', () => {
  it('are the place that the unified tree has for this process', () => {
    expect(readHierarchies(unified, '0::/system.slice/bailiwick.service\n')).toEqual([
      { version: 2, controllers: [], folder: '/sys/fs/cgroup/system.slice/bailiwick.service' },
    ]);
  });

  it('are, side by side, what a hybrid system has at its tops', () => {
    expect(readHierarchies(hybrid, '9:name=systemd:/\n8:pids:/\n4:memory:/\n1:cpu:/\n0::/\n')).toEqual([
      { version: 1, controllers: ['memory'], folder: '/sys/fs/cgroup/memory' },
      { version: 1, controllers: ['pids'], folder: '/sys/fs/cgroup/pids' },
      { version: 2, controllers: [], folder: '/sys/fs/cgroup/unified' },
    ]);
  });

  it('are none of version 1 below whose top somebody else keeps accounts', () => {
    const found = readHierarchies(hybrid, '8:pids:/\n4:memory:/jobs/17\n0::/\n');
    expect(found.map(({ folder }) => folder)).toEqual(['/sys/fs/cgroup/pids', '/sys/fs/cgroup/unified']);
  });

  it('are seen from where a container sees them', () => {
    const inside = mount('/docker/abc', '/sys/fs/cgroup/pids', 'cgroup', 'rw,pids');
    expect(readHierarchies(inside, '8:pids:/docker/abc\n')).toEqual([
      { version: 1, controllers: ['pids'], folder: '/sys/fs/cgroup/pids' },
    ]);
    expect(readHierarchies(inside, '8:pids:/elsewhere\n')).toEqual([]);
  });

  it.each([
    ['nothing', '', ''],
    ['what is no text of the kernel’s', 'cgroup\n- cgroup2 - -\n', '::\n0:/\n'],
    ['a tree in which this process is not', unified, '1:name=systemd:/\n'],
  ])('are none in %s', (_, mountinfo, membership) => {
    expect(readHierarchies(mountinfo, membership)).toEqual([]);
  });
});
