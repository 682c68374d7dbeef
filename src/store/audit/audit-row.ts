import type { SQLOutputValue } from 'node:sqlite';
import type { ChainedRecord } from './record-hash.ts';

/** One record of the audit log with its hash. */
export interface AuditRow extends ChainedRecord {
  readonly hash: Uint8Array;
}

/** The columns that `readRow` expects. */
export const auditColumns = 'seq, at, kind, principal, run_id, body, prev, hash';

/** Reads a row whose integers are bigints; null where a column has not its type, so somebody has rebuilt the table. */
export function readRow(row: Readonly<Record<string, SQLOutputValue>>): AuditRow | null {
  const seq = wholeNumber(row['seq']);
  const at = wholeNumber(row['at']);
  const { kind, principal, run_id: runId, body, prev, hash } = row;
  if (seq === null || at === null) return null;
  if (typeof kind !== 'string' || typeof principal !== 'string') return null;
  if (typeof runId !== 'string' || typeof body !== 'string') return null;
  if (!(prev instanceof Uint8Array) || !(hash instanceof Uint8Array)) return null;
  return { seq, at, kind, principal, runId, body, prev, hash };
}

function wholeNumber(value: SQLOutputValue | undefined): number | null {
  const number = typeof value === 'bigint' ? Number(value) : null;
  return Number.isSafeInteger(number) ? number : null;
}
