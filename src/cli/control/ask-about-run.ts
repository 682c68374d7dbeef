import {
  controlPaths,
  runStanding,
  type RunStanding,
  type RunWish,
} from '../../http/control/control-protocol.ts';
import type { Terminal } from '../terminal.ts';
import { askControl } from './ask-control.ts';
import { asker } from './asker.ts';
import { runningServers } from './choose-server.ts';

/** Asks the servers of this user about a run until one has it, and waits there or has it stopped; null where none has it. */
export async function askAboutRun(
  terminal: Pick<Terminal, 'env'>,
  wish: Omit<RunWish, 'by'>,
): Promise<RunStanding | null> {
  for (const { path } of await runningServers(terminal)) {
    // Whoever does not have it says so at once.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const asked = await askControl(path, controlPaths.runs, {
      ...wish,
      by: asker(terminal),
    } satisfies RunWish);
    const standing = runStanding.safeParse(asked.ok ? asked.value.body : null);
    if (standing.success) return standing.data;
  }
  return null;
}
