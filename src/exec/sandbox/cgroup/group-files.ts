import { readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errnoOf } from '../../launcher/child-ending.ts';
import { signalProcess } from '../../launcher/process-group.ts';

/** Writes one file of a group; false where the kernel does not take it. */
export function writeGroupFile(group: string, name: string, text: string): boolean {
  try {
    writeFileSync(join(group, name), text);
    return true;
  } catch {
    return false;
  }
}

/** Removes a group at once; false while something lives in it. A group that is gone is removed. */
export function removeGroup(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}

/** Kills all that is in a group, whatever it has made of itself, and removes the group. False where it could not be emptied. */
export async function endGroup(group: string): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (removeGroup(group)) return true;
    killGroup(group);
    // oxlint-disable-next-line no-await-in-loop -- the killed need a moment to go
    await wait(betweenTriesMs);
  }
  return false;
}

/** One write where the kernel kills a group as a whole; else one by one, and again until none is left. */
function killGroup(group: string): void {
  const pids = membersOf(group);
  // A launcher that could not get out of it must not end itself, and everyone else's runs.
  if (pids.includes(process.pid)) return;
  if (writeGroupFile(group, 'cgroup.kill', '1')) return;
  for (const pid of pids) if (pid > 1) signalProcess(pid, 'SIGKILL');
}

/** The processes in a group; none where there is no such group. */
export function membersOf(group: string): readonly number[] {
  try {
    return readFileSync(join(group, 'cgroup.procs'), 'latin1').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const betweenTriesMs = 2;
const mostTries = 500;
