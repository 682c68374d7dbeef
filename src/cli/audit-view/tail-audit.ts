import { ok } from '../../kernel/result.ts';
import type { AuditRow } from '../../store/audit/audit-row.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openReader, tellNoRecords } from './open-reader.ts';

/** `audit tail`: the newest records, one a line, oldest first. Returns the exit code. */
export async function tailAudit(terminal: Terminal, common: CommonOptions, count: number): Promise<number> {
  const opened = await openReader(terminal, common);
  if (!opened.ok) return opened.error;
  const { audit, path } = opened.value;
  const rows = (await audit?.tail(count)) ?? ok([]);
  audit?.close();
  if (!rows.ok) return await reportFailure(terminal, common, rows.error);
  const records = rows.value.map(recordOf);
  if (records.length === 0) tellNoRecords(terminal, path);
  if (common.json) await writeJson(terminal, 'audit', { records: records.map(readBody) });
  else await terminal.write(records.map(lineOf).join(''));
  return exitCodes.ok;
}

interface ShownRecord {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly principal: string;
  readonly run_id: string;
  /** The body as it is stored and hashed: JSON in one line. */
  readonly body: string;
  readonly hash: string;
}

const recordOf = ({ seq, at, kind, principal, runId, body, hash }: AuditRow): ShownRecord => ({
  seq,
  at: new Date(at).toISOString(),
  kind,
  principal,
  run_id: runId,
  body,
  hash: Buffer.from(hash).toString('hex'),
});

/** The body as an object; one that somebody has changed into something else stays the text that it is. */
function readBody(record: ShownRecord): Readonly<Record<string, unknown>> {
  try {
    return { ...record, body: JSON.parse(record.body) };
  } catch {
    return { ...record };
  }
}

const lineOf = ({ seq, at, kind, principal, run_id: runId, body }: ShownRecord): string =>
  `#${seq}  ${at}  ${kind.padEnd(8)}  ${runId}  ${principal}  ${body}\n`;
