import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names this process for good: machine, its boot, the PID namespace, the number, and when it was started. Numbers alone come
 * again, and every namespace and machine has its own.
 */
export const processName = (): string =>
  [machineId(), bootId(), pidNamespace(), process.pid, startedAt(process.pid) ?? 0].join(' ');

/** Whether the process of that name is gone for certain. Of another machine's or namespace's nothing is known. */
export function isGone(name: string): boolean {
  const [machine, boot, namespace, pid, started] = name.split(' ');
  if (machine !== machineId() || started === undefined) return false;
  if (boot !== bootId()) return true;
  return namespace === pidNamespace() && startedAt(Number(pid)) !== started;
}

const machineId = (): string => idFrom('/etc/machine-id');
const bootId = (): string => idFrom('/proc/sys/kernel/random/boot_id');

/** What the system wrote into a file as its id; `none` where it did not. */
function idFrom(path: string): string {
  try {
    return /^[0-9a-f-]+/.exec(readFileSync(path, 'latin1'))?.[0] ?? 'none';
  } catch {
    return 'none';
  }
}

function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/** When a process was started, in clock ticks since the boot; null for one that is gone, or no more than a zombie. */
function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Its name stands in brackets, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
