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

const service = '/sys/fs/cgroup/system.slice/bailiwick.service';

const top = (version: 1 | 2, folder: string, ...controllers: readonly string[]) => ({
  version,
  controllers,
  folder,
  home: folder,
  isTop: true,
});

describe('the trees that runs can be held by', () => {
  it('are the place that the unified tree has for this process', () => {
    expect(readHierarchies(unified, '0::/system.slice/bailiwick.service\n')).toEqual([
      { version: 2, controllers: [], folder: service, home: service, isTop: false },
    ]);
  });

  it('are still those of the service where a launcher of ours has made room in it', () => {
    const home = `${service}/bailiwick-4026531836-17-99/home`;
    const place = home.replace('/sys/fs/cgroup', '');
    expect(readHierarchies(unified, `0::${place}\n`)).toMatchObject([{ folder: service, home }]);
    expect(readHierarchies(unified, '0::/bailiwick-1-2-3/home\n')).toMatchObject([
      { folder: '/sys/fs/cgroup', isTop: true },
    ]);
  });

  it('are, side by side, what a hybrid system has at its tops', () => {
    expect(readHierarchies(hybrid, '9:name=systemd:/\n8:pids:/\n4:memory:/\n1:cpu:/\n0::/\n')).toEqual([
      top(1, '/sys/fs/cgroup/memory', 'memory'),
      top(1, '/sys/fs/cgroup/pids', 'pids'),
      top(2, '/sys/fs/cgroup/unified'),
    ]);
  });

  it('are none of version 1 below whose top somebody else keeps accounts', () => {
    const found = readHierarchies(hybrid, '8:pids:/\n4:memory:/jobs/17\n0::/\n');
    expect(found.map(({ folder }) => folder)).toEqual(['/sys/fs/cgroup/pids', '/sys/fs/cgroup/unified']);
  });

  it('are seen from where a container sees them', () => {
    const inside = mount('/docker/abc', '/sys/fs/cgroup/pids', 'cgroup', 'rw,pids');
    expect(readHierarchies(inside, '8:pids:/docker/abc\n')).toEqual([top(1, '/sys/fs/cgroup/pids', 'pids')]);
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
