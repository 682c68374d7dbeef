import { dirname } from 'node:path';
import { restDescriptor } from '../launcher/standby.ts';
import type { MachineView } from './machine-view.ts';

/** What one program is boxed in with. */
export interface Box {
  readonly view: MachineView;
  /** The private folder of the run, absolute: the only place in the box that can be written and is kept. */
  readonly folder: string;
  /** What else it may read, absolute and without links: its own file, a word list. */
  readonly reads: readonly string[];
  /** False for a program that is to reach no network at all, loopback of the machine included. */
  readonly network: boolean;
  /** True for a program with raw sockets: it keeps rights until `rawWords` take all but that one. */
  readonly raw: boolean;
}

/**
 * The words of bubblewrap that come before a program: a mount table built from nothing, and PID, IPC, UTS and user namespaces
 * of its own, below which no further user namespace can be made. Its first process dies with bubblewrap, and all others
 * with that. Raw sockets are a right of the namespace that owns the network, so that a program with them has no user
 * namespace of its own; a filter keeps it from making one.
 */
export function boxWords({ view, folder, reads, network, raw }: Box): readonly string[] {
  const shown = reads.filter((path) => !view.folders.some((each) => path.startsWith(`${each}/`)));
  // Parents that bubblewrap makes by itself are closed to all but their owner, and so made here.
  const parents = [...view.settings, ...shown, folder].flatMap(foldersAbove);
  return [
    raw ? rawRights : ownUsers,
    isolation,
    network ? [] : ['--unshare-net'],
    view.folders.flatMap((path) => ['--ro-bind', path, path]),
    view.links.flatMap(([path, to]) => ['--symlink', to, path]),
    ['--dev', '/dev', '--proc', '/proc', '--perms', '1777', '--tmpfs', '/tmp'],
    [...new Set(parents)].flatMap((path) => ['--perms', '0755', '--dir', path]),
    [...view.settings, ...shown].flatMap((path) => ['--ro-bind-try', path, path]),
    ['--bind', folder, folder, '--chdir', folder],
    ['--json-status-fd', '3', '--block-fd', String(restDescriptor), '--'],
  ].flat();
}

/**
 * The words between a box and a program with raw sockets: they make it nobody, with that one right, and without a way to another.
 * They begin with the absolute path of setpriv.
 */
export const rawWords = (setpriv: string): readonly string[] =>
  [
    [setpriv, '--reuid', '65534', '--regid', '65534', '--clear-groups', '--no-new-privs'],
    [
      '--inh-caps',
      '-all,+net_raw',
      '--ambient-caps',
      '-all,+net_raw',
      '--bounding-set',
      '-all,+net_raw',
      '--',
    ],
  ].flat();

const ownUsers = [
  '--unshare-user',
  '--uid',
  '65534',
  '--gid',
  '65534',
  '--disable-userns',
  '--cap-drop',
  'ALL',
];

/** What setpriv needs to give the rest away, and bubblewrap to enter a folder that is nobody's already. */
const rawRights = [
  ['--cap-drop', 'ALL'],
  ...['CAP_NET_RAW', 'CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP', 'CAP_DAC_OVERRIDE'].map((right) => [
    '--cap-add',
    right,
  ]),
  ['--seccomp', '4'],
].flat();

const isolation = [
  ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--hostname', 'bailiwick'],
  ['--die-with-parent', '--new-session'],
].flat();

/** The folders above a path, outermost first, without the root and what a box has of itself. */
function foldersAbove(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === '/' || parent === '/tmp' ? [] : [...foldersAbove(parent), parent];
}
