import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endAbandoned, type AbandonedRun } from './abandoned-runs.ts';
import { isOfTheDead, ownerName } from './sandbox/cgroup/owner.ts';

/** The private folder of a run: it bears the name of the server, so that another knows when that is gone. */
export const runFolder = (tmpRoot: string, runId: string): string =>
  join(tmpRoot, `${ownerName(process.pid)}-${runId}`);

/**
 * Ends what is left of runs whose server was killed together with its launcher, which does that otherwise: programs that bear their
 * marks, and their folders. Where those lie others may write too: what is no folder of ours or of nobody's is left alone.
 */
export async function endLeftRuns(tmpRoot: string): Promise<void> {
  const left = namesIn(tmpRoot).flatMap((name) => leftRun(tmpRoot, name));
  if (left.length > 0) await endAbandoned(left);
}

function leftRun(tmpRoot: string, name: string): readonly AbandonedRun[] {
  const [, owner, runId] = /^(bailiwick-\d+-\d+-\d+)-(r-[a-z-]+)$/.exec(name) ?? [];
  if (owner === undefined || runId === undefined || !isOfTheDead(owner)) return [];
  const folder = join(tmpRoot, name);
  return isOurs(folder) ? [{ runId, pid: () => null, folder }] : [];
}

function isOurs(folder: string): boolean {
  try {
    const facts = lstatSync(folder);
    return facts.isDirectory() && [process.geteuid?.(), nobody].includes(facts.uid);
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const nobody = 65_534;
