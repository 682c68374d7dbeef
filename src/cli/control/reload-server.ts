import { controlPaths, reloadAnswer } from '../../http/control/control-protocol.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { asker } from './asker.ts';
import { commandServer } from './command-server.ts';

/** `reload`: has a running server read its configuration anew, and tells what came of it. Returns the exit code. */
export async function reloadServer(
  terminal: Terminal,
  common: CommonOptions,
  pid: number | undefined,
): Promise<number> {
  const answered = await commandServer(terminal, pid, controlPaths.reload, reloadAnswer, {
    by: asker(terminal),
  });
  if (!answered.ok) return await reportFailure(terminal, common, answered.error);
  const answer = answered.value;
  if (common.json) await writeJson(terminal, 'reload', answer);
  if (answer.kind === 'refused') {
    terminal.tell(
      `${answer.errors.join('\n')}\nThe configuration was not changed: ${answer.errors.length} error${answer.errors.length === 1 ? '' : 's'}.\n`,
    );
    return exitCodes.config;
  }
  if (!common.quiet) {
    const { version, changed, pending } = answer;
    terminal.tell(`Configuration ${version} is in force; ${countOf(changed, 'changed')}.\n`);
    if (pending.length > 0) terminal.tell(`These wait for a restart: ${pending.join(', ')}.\n`);
  }
  return exitCodes.ok;
}

const countOf = (paths: readonly string[], deed: string): string =>
  paths.length === 0 ? `nothing ${deed}` : `${paths.join(', ')} ${deed}`;
