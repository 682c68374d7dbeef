import { covers, type Interval } from '../../scope/interval.ts';
import type { AuditRow } from './audit-row.ts';
import { blockWith } from './record-filter.ts';
import { endIn } from './recorded-end.ts';
import { fieldsAt, readFields, textAt, textsAt } from './stored-fields.ts';

/** A run that was allowed to send something to an address, and did so at some time between its decision and its outcome. */
export interface Touch {
  readonly run_id: string;
  /** Of its decision. */
  readonly seq: number;
  readonly from: number;
  /** Of its outcome, as milliseconds since the Unix epoch; null where none was recorded, so that nobody knows. */
  readonly to: number | null;
  readonly tool: string;
  readonly principal: string;
  readonly client: string | null;
  readonly target: string | null;
  /** The block or address of the run that holds the address. */
  readonly within: string;
  readonly rule: string | null;
  readonly engagement: string | null;
  readonly argv: readonly string[];
  /** Of its outcome. */
  readonly status: string | null;
}

/** A touch by a run, or by one of its slices. */
interface Touched {
  readonly touch: Touch;
  readonly isSlice: boolean;
}

/** A span of time, milliseconds since the Unix epoch, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Looks for the runs that touched an address within a span, in the records that come in their order. A run of which no outcome is
 * known may have gone on for as long as any deadline allows.
 */
export async function touchesOf(
  rows: AsyncIterable<AuditRow>,
  address: Interval,
  span: Span,
): Promise<readonly Touch[]> {
  const open = new Map<string, readonly Touched[]>();
  for await (const row of rows) {
    if (row.kind === 'decision' && row.at <= span.to) {
      const touch = touchOf(row, address);
      if (touch !== null) open.set(row.runId, [...(open.get(row.runId) ?? []), touch]);
    }
    const touches = row.kind === 'outcome' ? open.get(row.runId) : undefined;
    if (touches !== undefined) open.set(row.runId, ended(touches, row));
  }
  return [...open.values()]
    .flat()
    .map(({ touch }) => touch)
    .filter(({ from, to }) => (to ?? from + longestRunMs) >= span.from)
    .toSorted((one, other) => one.seq - other.seq);
}

/** What became of a slice ends that slice; how the run ended is told by its own outcome. */
function ended(touches: readonly Touched[], { at, body }: AuditRow): readonly Touched[] {
  const end = endIn(readFields(body));
  return touches.map(({ touch, isSlice }) => {
    const to = end === null && !isSlice ? null : at;
    return { touch: { ...touch, to: touch.to ?? to, status: end?.status ?? touch.status }, isSlice };
  });
}

/** The longest deadline that can be configured, milliseconds. */
export const longestRunMs = 86_400_000;

/** Null for what was refused or only planned, starts no program, or names other addresses. */
function touchOf({ seq, at, runId, principal, body }: AuditRow, address: Interval): Touched | null {
  const record = readFields(body);
  if (record['decision'] !== 'allow' || record['dryRun'] === true || textAt(record, 'path') === null)
    return null;
  // Each of its slices has a decision of its own.
  if (record['slices'] !== undefined) return null;
  const within = blockWith(record, (block) => covers(block, address));
  if (within === null) return null;
  const touch = {
    run_id: runId,
    seq,
    from: at,
    to: null,
    tool: textAt(record, 'tool') ?? '',
    principal,
    client: textAt(fieldsAt(record, 'caller'), 'client'),
    target: textAt(record, 'target'),
    within,
    rule: textAt(record, 'rule'),
    engagement: textAt(record, 'engagement'),
    argv: textsAt(record, 'argv'),
    status: null,
  };
  return { touch, isSlice: record['slice'] !== undefined };
}
