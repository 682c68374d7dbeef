import type { AuditRow } from '../../store/audit/audit-row.ts';
import { ocsfEvent } from '../../store/audit/ocsf-event.ts';
import { fits, type RecordFilter } from '../../store/audit/record-filter.ts';
import type { Span } from '../../store/audit/touches.ts';
import { attempt } from '../../store/store-trouble.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { holdMemory } from '../serving/hold-memory.ts';
import type { Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';
import { tellAbsent } from './absent-segments.ts';
import { openReader, tellNoRecords } from './open-reader.ts';
import { recordDocument, recordLine } from './shown-record.ts';

interface Wanted {
  readonly filter: RecordFilter;
  readonly span: Span;
  /** How each is written, in a line. */
  readonly format: 'ndjson' | 'ocsf' | 'text';
  /** The folder of segments, where it is not the configured one. */
  readonly archive?: string | undefined;
}

/** `audit search` and `audit export`: the records that fit, in their order, a line each. The exit code is 1 where none does. */
export async function exportAudit(
  terminal: Terminal,
  common: CommonOptions,
  { filter, span, format, archive }: Wanted,
): Promise<number> {
  const opened = await openReader(terminal, common, archive);
  if (!opened.ok) return opened.error;
  const { audit, place } = opened.value;
  if (audit === null) {
    tellNoRecords(terminal, place);
    return exitCodes.difference;
  }
  holdMemory();
  const absent = await tellAbsent(terminal, audit, span);
  if (!absent.ok) return await reportFailure(terminal, common, absent.error);
  const version = packageVersion();
  const lines = {
    text: (row: AuditRow) => recordLine(row),
    ndjson: (row: AuditRow) => `${JSON.stringify(recordDocument(row))}\n`,
    ocsf: (row: AuditRow, tool: string | null) => `${JSON.stringify(ocsfEvent(row, tool, version))}\n`,
  } as const;
  const needsTool = filter.tool !== undefined || format === 'ocsf';
  let found = 0;
  const written = await attempt('The audit log cannot be read', async () => {
    let page = '';
    for await (const row of audit.within(span)) {
      const tool = needsTool ? await audit.toolOf(row) : null;
      if (!fits(row, filter, tool)) continue;
      found += 1;
      page += lines[format](row, tool);
      if (page.length < pageLength) continue;
      await terminal.write(page);
      page = '';
    }
    await terminal.write(page);
  });
  audit.close();
  if (!written.ok) return await reportFailure(terminal, common, written.error);
  return found === 0 ? exitCodes.difference : exitCodes.ok;
}

/** Enough that a pipe is not filled by drops, in characters. */
const pageLength = 65_536;
