/**
 * Signals every process of a group. A group that is gone is no error. Call it only while the leader is not reaped, or in
 * the same turn: as long as a member lives the kernel does not reuse the number.
 */
export function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  signalProcess(-leader, signal);
}

/** Signals one process, or a group where `pid` is negative; one that is gone or not ours to signal is no error. */
export function signalProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  // kill(0) and kill(-1) reach our own group and every process of the machine.
  if (Math.abs(pid) <= 1) throw new RangeError(`${pid} is not the number of a child.`);
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: already gone. EPERM: it changed its user, and no unprivileged caller can end it.
  }
}
