import type { StorePlace } from '../../host/places.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { backUp } from '../../store/sqlite/back-up.ts';
import { tellNoRecords } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { configuredPlace } from './configured-place.ts';

/** `db backup FILE`: copies the database, which may be in use, and what it refers to. Returns the exit code. */
export async function backUpDatabase(
  terminal: Terminal,
  common: CommonOptions,
  file: string,
): Promise<number> {
  const configured = await configuredPlace(terminal, common);
  if (!configured.ok) return configured.error;
  const { place, absent } = configured.value;
  if (absent) {
    tellNoRecords(terminal, place);
    return exitCodes.environment;
  }
  if (place.server !== null) return await reportFailure(terminal, common, ofServer(place));
  const { path } = place;
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

/** Its own program copies what is in use, on whatever machine that is. */
const ofServer = ({ name }: StorePlace): Failure =>
  failure(
    'input.invalid',
    `Records are kept by the server ${quote(name, 200)}, which is no file to be copied.`,
    {
      field: 'database.url',
      next: [
        'Run `pg_dump --format=custom --file=FILE` with the URL of the database, and `pg_restore` to bring it back.',
        'The key that signs checkpoints is beside the data folder: keep a copy of it as well.',
      ],
    },
  );
