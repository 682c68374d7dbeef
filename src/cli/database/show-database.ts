import type { DatabaseFacts } from '../../store/database-facts.ts';
import { databaseFacts } from '../../store/read-facts.ts';
import { tellNoRecords } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { configuredPlace } from './configured-place.ts';

/** `db status`: the schema of the database, and what is in it. Returns the exit code. */
export async function showDatabase(terminal: Terminal, common: CommonOptions): Promise<number> {
  const configured = await configuredPlace(terminal, common);
  if (!configured.ok) return configured.error;
  const { place, absent } = configured.value;
  if (absent) {
    tellNoRecords(terminal, place);
    if (common.json) await writeJson(terminal, 'database', { path: place.name, version: 0 });
    return exitCodes.ok;
  }
  const read = await databaseFacts(place);
  if (!read.ok) return await reportFailure(terminal, common, read.error);
  if (common.json) await writeJson(terminal, 'database', documentOf(place.name, read.value));
  else await terminal.write(linesOf(place.name, read.value).join(''));
  return exitCodes.ok;
}

const documentOf = (path: string, facts: DatabaseFacts) => ({
  path,
  version: facts.version,
  newest_version: facts.newestVersion,
  applied: facts.applied,
  pending: facts.pending,
  records: facts.records,
  runs: facts.runs,
  contents: facts.contents,
  database_bytes: facts.databaseBytes,
  wal_bytes: facts.walBytes,
  content_files: facts.contentFiles,
  content_file_bytes: facts.contentFileBytes,
});

const linesOf = (path: string, facts: DatabaseFacts): readonly string[] => [
  `database  ${path}  ${facts.databaseBytes} bytes, and ${facts.walBytes} in its write-ahead log\n`,
  `schema    version ${facts.version} of ${facts.newestVersion}: ${facts.applied.join(', ')}\n`,
  ...(facts.pending.length === 0
    ? []
    : [`pending   ${facts.pending.join(', ')}: the next start applies them, or bailiwick db migrate\n`]),
  `holds     ${facts.records} audit records, ${facts.runs} runs, ${facts.contents} contents\n`,
  `files     ${facts.contentFiles} of contents, ${facts.contentFileBytes} bytes\n`,
];
