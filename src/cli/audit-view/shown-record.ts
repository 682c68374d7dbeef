import type { AuditRow } from '../../store/audit/audit-row.ts';

/** A record as people and programs are shown it. */
export interface ShownRecord {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly principal: string;
  readonly run_id: string;
  /** The body as it is stored and hashed: canonical JSON in one line. */
  readonly body: string;
  readonly prev: string;
  readonly hash: string;
}

/** A record as it is shown. */
export const shownRecord = ({
  seq,
  at,
  kind,
  principal,
  runId,
  body,
  prev,
  hash,
}: AuditRow): ShownRecord => ({
  seq,
  at: new Date(at).toISOString(),
  kind,
  principal,
  run_id: runId,
  body,
  prev: Buffer.from(prev).toString('hex'),
  hash: Buffer.from(hash).toString('hex'),
});

/** The same with its body as an object; one that somebody has changed into something else stays the text that it is. */
export function recordDocument(row: AuditRow): Readonly<Record<string, unknown>> {
  const record = shownRecord(row);
  try {
    return { ...record, body: JSON.parse(record.body) };
  } catch {
    return { ...record };
  }
}

/** A record in one line. */
export function recordLine(row: AuditRow): string {
  const { seq, at, kind, principal, run_id: runId, body } = shownRecord(row);
  return `#${seq}  ${at}  ${kind.padEnd(8)}  ${runId}  ${principal}  ${body}\n`;
}
