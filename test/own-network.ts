import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** True where a process can have a network and mounts of its own: Linux, with user namespaces or as root. */
export const canUnshare = (): boolean =>
  spawnSync('unshare', ['-rnm', 'true'], { stdio: 'ignore' }).status === 0;

/** What a process with a network of its own sees. */
interface OwnNetwork {
  /** A private folder for the files below. */
  readonly folder: string;
  /** The lines of `/etc/hosts`. */
  readonly hosts: readonly string[];
  /** Shell commands that set the network up, beside loopback. */
  readonly setup?: readonly string[];
}

/**
 * Runs a command where loopback is the only network and 127.0.0.1 the only name server, so that no question leaves this
 * machine. Returns its stdout; it throws where the command cannot be started or exits with another code than 0 to 9.
 */
export function onOwnNetwork({ folder, hosts, setup = [] }: OwnNetwork, command: readonly string[]): string {
  const hostsFile = join(folder, 'hosts');
  const resolverFile = join(folder, 'resolv.conf');
  writeFileSync(hostsFile, ['127.0.0.1 localhost', ...hosts, ''].join('\n'));
  writeFileSync(resolverFile, 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  const script = [
    'mount --bind "$0" /etc/hosts',
    'mount --bind "$1" /etc/resolv.conf',
    'shift',
    'ip link set lo up',
    ...setup,
    '"$@" || test $? -lt 10',
  ].join('\n');
  const words = ['-rnm', 'sh', '-ec', script, hostsFile, resolverFile, ...command];
  return execFileSync('unshare', words, {
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
