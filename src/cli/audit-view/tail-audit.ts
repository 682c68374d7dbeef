import { ok } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openReader, tellNoRecords } from './open-reader.ts';
import { recordDocument, recordLine } from './shown-record.ts';

/** `audit tail`: the newest records, one a line, oldest first. Returns the exit code. */
export async function tailAudit(terminal: Terminal, common: CommonOptions, count: number): Promise<number> {
  const opened = await openReader(terminal, common);
  if (!opened.ok) return opened.error;
  const { audit, place } = opened.value;
  const rows = (await audit?.tail(count)) ?? ok([]);
  audit?.close();
  if (!rows.ok) return await reportFailure(terminal, common, rows.error);
  const records = rows.value;
  if (records.length === 0) tellNoRecords(terminal, place);
  if (common.json) await writeJson(terminal, 'audit', { records: records.map(recordDocument) });
  else await terminal.write(records.map(recordLine).join(''));
  return exitCodes.ok;
}
