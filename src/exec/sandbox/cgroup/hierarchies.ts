import { homeName } from './hand-down.ts';

/** A tree of control groups, and the place in it that is ours to make groups in. */
export interface Hierarchy {
  readonly version: 1 | 2;
  /** Of version 1 the controllers that this tree is for; of version 2 a group tells itself what it has. */
  readonly controllers: readonly string[];
  /** Where groups can be made, absolute. */
  readonly folder: string;
  /** Where this process is: there, or in the group that a launcher of ours made room in. */
  readonly home: string;
  /** Whether that folder is the top of what this process can see: a container's own, or the whole machine's. */
  readonly isTop: boolean;
}

/**
 * The trees that runs can be held by, from the texts of `/proc/self/mountinfo` and `/proc/self/cgroup`: the unified one, and
 * those of version 1 for memory and process counts.
 *
 * Version 2 hands a folder over by who may write it. Version 1 knows no such thing: where this process is not at the top of
 * its tree, somebody else keeps accounts below it, and we make nothing there.
 */
export function readHierarchies(mountinfo: string, membership: string): readonly Hierarchy[] {
  const places = membership.split('\n').flatMap(readPlace);
  return mountinfo.split('\n').flatMap((line): readonly Hierarchy[] => {
    const mount = readMount(line);
    if (mount === null) return [];
    const { version, options, point, root } = mount;
    const place = places.find(({ controllers }) =>
      version === 2 ? controllers.length === 0 : controllers.some((each) => options.includes(each)),
    );
    const below = place === undefined ? null : pathBelow(root, place.path);
    if (place === undefined || below === null) return [];
    if (version === 2) {
      const ours = below.replace(madeRoom, '') || '/';
      const [folder, home] = [joined(point, ours), joined(point, below)];
      return [{ version, controllers: [], folder, home, isTop: ours === '/' }];
    }
    const controllers = place.controllers.filter((each) => each === 'memory' || each === 'pids');
    if (below !== '/' || controllers.length === 0) return [];
    return [{ version, controllers, folder: point, home: point, isTop: true }];
  });
}

const madeRoom = new RegExp(`/bailiwick-[\\d-]+/${homeName}$`);

interface Place {
  readonly controllers: readonly string[];
  readonly path: string;
}

/** One line of `/proc/self/cgroup`: a number, controllers, and a path; the unified tree has no controllers. */
function readPlace(line: string): readonly Place[] {
  const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
  if (controllers === undefined || path === undefined) return [];
  return [{ controllers: controllers === '' ? [] : controllers.split(','), path }];
}

interface Mount {
  readonly version: 1 | 2;
  readonly root: string;
  readonly point: string;
  readonly options: readonly string[];
}

function readMount(line: string): Mount | null {
  const [, root, point, type, options] =
    /^\d+ \d+ \S+ (\S+) (\S+) \S+ (?:\S+ )*?- (cgroup2?) \S+ (\S+)$/.exec(line) ?? [];
  if (root === undefined || point === undefined || options === undefined) return null;
  return { version: type === 'cgroup2' ? 2 : 1, root, point, options: options.split(',') };
}

/** A path as it is seen through a mount of `root`; null for one that the mount does not show. */
function pathBelow(root: string, path: string): string | null {
  if (root === '/' || path === root) return root === '/' ? path : '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}

const joined = (point: string, below: string): string => (below === '/' ? point : `${point}${below}`);
