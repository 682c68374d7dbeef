import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Captured } from '../../pipeline/ports.ts';
import { readBoxStatus } from './box-status.ts';
import { endingOf, type ChildEnding } from './child-ending.ts';
import type { Leader } from './leader.ts';
import { signalGroup, signalProcess } from './process-group.ts';

/**
 * A leader that is bubblewrap. It hands no SIGTERM on and dies of it, and all inside with it, so the program's own session is
 * told instead: that has its grace. Of the first process inside the kernel leaves nobody behind, whatever sessions they
 * have made and however they have forked.
 */
export function boxedLeader(pid: number, reports: Readable): Leader {
  const status = readBoxStatus(reports);
  return {
    signal: (name) => {
      const inner = status.leader();
      if (name === 'SIGTERM') return signalGroup(inner ?? pid, 'SIGTERM');
      if (inner !== null) signalProcess(inner, 'SIGKILL');
      signalGroup(pid, 'SIGKILL');
    },
    gone: async () => {
      const inner = status.leader();
      return inner !== null && (await isGoneSoon(inner));
    },
    ending: (cause, code, signal, stderr) => {
      reports.destroy();
      if (cause !== null || signal !== null) return endingOf(cause, code, signal);
      const left = status.exitCode();
      if (left === null) return neverBegan(stderr);
      return endingOf(null, left, left > shellOffset ? (signalNames.get(left - shellOffset) ?? null) : null);
    },
  };
}

/** What bubblewrap said for why; of a program that it could not execute, the system's own word. */
function neverBegan({ head }: Captured): ChildEnding {
  const [line = ''] = Buffer.from(head.subarray(0, mostSaid)).toString('utf8').split('\n');
  const [, why] =
    /^bwrap: execvp .*: (No such file or directory|Permission denied|Exec format error)$/.exec(line) ?? [];
  return why === undefined
    ? { kind: 'not_started', step: 'box', errno: line.replace(/[^\x20-\x7e]/g, '?') }
    : { kind: 'not_started', step: 'program', errno: errnos.get(why) ?? 'unknown' };
}

async function isGoneSoon(pid: number): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (!isThere(pid)) return true;
    // oxlint-disable-next-line no-await-in-loop -- the kernel tells nobody but the parent, who is gone
    await wait(betweenTriesMs);
  }
  return false;
}

/** Whether a process is there and more than a zombie: one that is has taken its whole namespace with it. */
function isThere(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

const errnos: ReadonlyMap<string, string> = new Map([
  ['No such file or directory', 'ENOENT'],
  ['Permission denied', 'EACCES'],
  ['Exec format error', 'ENOEXEC'],
]);
/** Bubblewrap says of a program that a signal ended what a shell would. */
const shellOffset = 128;
const signalNames: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);
const mostSaid = 200;
const betweenTriesMs = 1;
const mostTries = 1_000;
