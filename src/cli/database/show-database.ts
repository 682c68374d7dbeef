import { databaseFacts, type DatabaseFacts } from '../../store/sqlite/database-facts.ts';
import { tellNoRecords } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { configuredPath } from './configured-path.ts';

/** `db status`: the schema of the database, and what is in it. Returns the exit code. */
export async function showDatabase(terminal: Terminal, common: CommonOptions): Promise<number> {
  const configured = await configuredPath(terminal, common);
  if (!configured.ok) return configured.error;
  const { path, absent } = configured.value;
  if (absent) {
    tellNoRecords(terminal, path);
    if (common.json) await writeJson(terminal, 'database', { path, version: 0 });
    return exitCodes.ok;
  }
  const read = await databaseFacts(path);
  if (!read.ok) return await reportFailure(terminal, common, read.error);
  if (common.json) await writeJson(terminal, 'database', documentOf(path, read.value));
  else await terminal.write(linesOf(path, read.value).join(''));
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
