import { ok } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { paintFor, reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openReader, tellNoRecords } from './open-reader.ts';
import { readAnchor } from './read-anchor.ts';

/** `audit verify`: recomputes the chain. The exit code is 10 where it is broken. */
export async function verifyAudit(
  terminal: Terminal,
  common: CommonOptions,
  anchorFile?: string,
): Promise<number> {
  const anchor = anchorFile === undefined ? ok(noAnchor) : readAnchor(anchorFile);
  if (!anchor.ok) return await reportFailure(terminal, common, anchor.error);
  const opened = await openReader(terminal, common);
  if (!opened.ok) return opened.error;
  const { audit, path } = opened.value;
  if (audit === null && anchor.value.seq > 0) {
    terminal.tell(
      `broken  audit chain  ${path}\n   The log is gone: the anchor has ${anchor.value.seq} records.\n`,
    );
    if (common.json) {
      const lost = { path, intact: false, rows: 0, seq: 1, problem: 'cut_off' };
      await writeJson(terminal, 'audit-verify', lost);
    }
    return exitCodes.auditBroken;
  }
  if (audit === null) {
    tellNoRecords(terminal, path);
    if (common.json) await writeJson(terminal, 'audit-verify', { path, intact: true, rows: 0, head: null });
    return exitCodes.ok;
  }
  const verified = await audit.verify(anchor.value);
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

/** Every log has at least no records, so this fits each. */
const noAnchor = { seq: 0, hash: '' } as const;
