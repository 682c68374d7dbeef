import { parseAddress } from '../../scope/address.ts';
import { readBlock } from '../../scope/block.ts';
import { overlaps, type Interval } from '../../scope/interval.ts';
import type { AuditRow } from './audit-row.ts';
import { fieldsAt, readFields, textAt, textsAt, type Fields } from './stored-fields.ts';

/** Which records are wanted; what is absent asks for nothing. */
export interface RecordFilter {
  readonly runId?: string | undefined;
  readonly principal?: string | undefined;
  readonly tool?: string | undefined;
  /** What a decision was about or an outcome came from, as its caller wrote it; the case of letters does not count. */
  readonly target?: string | undefined;
  /** Of decisions, which are then all that is wanted. */
  readonly decision?: 'allow' | 'deny' | undefined;
  /** An address or block that a decision let something be sent to, in part at least. */
  readonly addresses?: Interval | undefined;
}

/** Whether a record, which is about `about`, is one of those that are wanted. */
export function fits(row: AuditRow, filter: RecordFilter, about: string | null): boolean {
  const { runId, principal, tool, target, decision, addresses } = filter;
  if (runId !== undefined && row.runId !== runId) return false;
  if (principal !== undefined && row.principal !== principal) return false;
  if (tool !== undefined && about !== tool) return false;
  if (target === undefined && decision === undefined && addresses === undefined) return true;
  const body = readFields(row.body);
  if (target !== undefined && targetIn(body)?.toLowerCase() !== target.toLowerCase()) return false;
  if (decision !== undefined && textAt(body, 'decision') !== decision) return false;
  return addresses === undefined || blockWith(body, (block) => overlaps(block, addresses)) !== null;
}

/** The tool of a decision, or of an outcome that has a result. */
export const toolIn = (body: Fields): string | null =>
  textAt(body, 'tool') ?? textAt(fieldsAt(body, 'result'), 'tool');

/** The target of a decision, of an outcome or of a slice. */
export const targetIn = (body: Fields): string | null =>
  textAt(body, 'target') ??
  textAt(fieldsAt(fieldsAt(body, 'result'), 'metadata'), 'target') ??
  textAt(fieldsAt(body, 'slice'), 'target');

/** The first of a decision's addresses and blocks that something holds for, as it is written; null where it holds for none. */
export const blockWith = (body: Fields, holds: (block: Interval) => boolean): string | null =>
  textsAt(body, 'addresses').find((text) => {
    const interval = intervalOf(text);
    return interval !== null && holds(interval);
  }) ?? null;

/** Reads an address or a block in CIDR notation; null where the text is neither. */
export function intervalOf(text: string): Interval | null {
  const block = readBlock(text);
  return block.kind === 'block' ? block.interval : parseAddress(text);
}
