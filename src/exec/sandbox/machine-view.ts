import { existsSync, readlinkSync, lstatSync } from 'node:fs';

/** What every box shows of this machine, all of it read-only: the system's programs, and the few files of /etc that they read. */
export interface MachineView {
  /** Folders that are shown as they are, `/usr` first. */
  readonly folders: readonly string[];
  /** Links beside `/usr` that lead into it, such as `/bin`, with where they lead. */
  readonly links: readonly (readonly [path: string, to: string])[];
  /** Files and folders of /etc. */
  readonly settings: readonly string[];
}

/** Looks at how this machine lays its system folders out. */
export function readMachineView(): MachineView {
  const beside = besideUsr.filter((path) => existsSync(path));
  return {
    folders: ['/usr', ...beside.filter((path) => !isLink(path))],
    links: beside.filter(isLink).map((path) => [path, readlinkSync(path)]),
    settings: settings.filter((path) => existsSync(path)),
  };
}

const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();

const besideUsr = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Names of ports and protocols, where libraries lie, and whom to trust; nothing of users, secrets or resolvers. */
const settings = [
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/protocols',
  '/etc/services',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
];
