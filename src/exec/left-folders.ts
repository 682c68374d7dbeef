import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOfTheDead, ownerName } from './sandbox/cgroup/owner.ts';

/** The private folder of a run: it bears the name of the server, so that another knows when that is gone. */
export const runFolder = (tmpRoot: string, runId: string): string =>
  join(tmpRoot, `${ownerName(process.pid)}-${runId}`);

/**
 * Removes the folders of runs whose server was killed together with its launcher, which removes them otherwise. Where they lie
 * others may write too: what is no folder of ours or of nobody's is left alone.
 */
export function removeLeftFolders(tmpRoot: string): void {
  for (const name of namesIn(tmpRoot)) {
    const [, owner] = /^(bailiwick-\d+-\d+-\d+)-r-[a-z-]+$/.exec(name) ?? [];
    if (owner === undefined || !isOfTheDead(owner)) continue;
    try {
      const facts = lstatSync(join(tmpRoot, name));
      if (facts.isDirectory() && [process.geteuid?.(), nobody].includes(facts.uid))
        rmSync(join(tmpRoot, name), { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or not ours to remove.
    }
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
