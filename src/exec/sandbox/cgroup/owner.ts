import { readFileSync, readlinkSync } from 'node:fs';

/** Names a process of this machine for good: numbers come again, and every PID namespace has its own. */
export function ownerName(pid: number): string {
  return `bailiwick-${namespaceId()}-${pid}-${startedAt(pid) ?? 0}`;
}

/** Whether a folder's name is that of an owner who is gone; false for names that are not ours to judge. */
export function isOfTheDead(name: string): boolean {
  const [, namespace, pid, started] = /^bailiwick-(\d+)-(\d+)-(\d+)$/.exec(name) ?? [];
  if (namespace !== namespaceId() || pid === undefined) return false;
  return startedAt(Number(pid)) !== started;
}

const namespaceId = (): string => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';

/** When a process was started, in clock ticks since the boot; null for one that is gone, or no more than a zombie. */
function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
