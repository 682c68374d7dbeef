import { backUp } from '../../store/sqlite/back-up.ts';
import { tellNoRecords } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { configuredPath } from './configured-path.ts';

/** `db backup FILE`: copies the database, which may be in use, and what it refers to. Returns the exit code. */
export async function backUpDatabase(
  terminal: Terminal,
  common: CommonOptions,
  file: string,
): Promise<number> {
  const configured = await configuredPath(terminal, common);
  if (!configured.ok) return configured.error;
  const { path, absent } = configured.value;
  if (absent) {
    tellNoRecords(terminal, path);
    return exitCodes.environment;
  }
  const done = await backUp(path, file);
  if (!done.ok) return await reportFailure(terminal, common, done.error);
  const { copied, missing } = done.value;
  if (common.json) await writeJson(terminal, 'database-backup', { path, file, copied, missing });
  else if (!common.quiet)
    terminal.tell(
      `backed up  ${file}, and ${copied} files of contents in the folder blobs beside it${missing === 0 ? '' : `; ${missing} were missing`}\n   check   bailiwick audit verify --set database.url=sqlite:${file}\n`,
    );
  return exitCodes.ok;
}
