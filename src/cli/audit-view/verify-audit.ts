import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { paintFor, reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openReader, tellNoRecords } from './open-reader.ts';

/** `audit verify`: recomputes the chain. The exit code is 10 where it is broken. */
export async function verifyAudit(terminal: Terminal, common: CommonOptions): Promise<number> {
  const opened = await openReader(terminal, common);
  if (!opened.ok) return opened.error;
  const { audit, path } = opened.value;
  if (audit === null) {
    tellNoRecords(terminal, path);
    if (common.json) await writeJson(terminal, 'audit-verify', { path, intact: true, rows: 0, head: null });
    return exitCodes.ok;
  }
  const verified = await audit.verify();
  audit.close();
  if (!verified.ok) return await reportFailure(terminal, common, verified.error);
  const report = verified.value;
  if (common.json) await writeJson(terminal, 'audit-verify', { path, ...report });
  const paint = paintFor(terminal, common);
  if (report.intact) {
    if (!common.json) await terminal.write(`${report.rows} records are intact; head ${report.head}\n`);
    return exitCodes.ok;
  }
  const fix = 'keep the file as evidence; compare it with a copy, and look for who can write it';
  terminal.tell(
    `${paint('red', 'broken')}  audit chain  ${path}\n   ${report.message}\n   The ${report.rows} records before it are intact.\n   fix     ${fix}\n   exit ${exitCodes.auditBroken}\n`,
  );
  return exitCodes.auditBroken;
}
