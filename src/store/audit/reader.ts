import type { Result } from '../../kernel/result.ts';
import type { Segment } from '../segments/segment.ts';
import type { SegmentsReport } from '../segments/verify-segments.ts';
import type { AuditRow } from './audit-row.ts';
import type { ChainReport } from './chain-report.ts';
import type { Span } from './touches.ts';
import type { Proofs } from './verify-chain.ts';

/** Reads an audit log. */
export interface AuditReader {
  /** The newest `count` records, oldest first. */
  readonly tail: (count: number) => Promise<Result<readonly AuditRow[]>>;
  /** Recomputes the whole chain; it takes about 10 µs a record and no memory that grows. */
  readonly verify: (proofs?: Proofs) => Promise<Result<ChainReport>>;
  /**
   * The records of a span of time, in their order, those in segments as far as their files are there; it throws `StoreTrouble` and
   * what the database throws.
   */
  readonly within: (span: Span) => AsyncIterable<AuditRow>;
  /** The tool that a record is about, which some outcomes leave to their decision; null where neither says; it throws the same. */
  readonly toolOf: (row: AuditRow) => Promise<string | null>;
  /** The segments that may hold records of a span, but whose files are not there. */
  readonly absent: (span: Span) => Promise<Result<readonly Segment[]>>;
  /** Reads all files of segments that are there. */
  readonly verifySegments: () => Promise<Result<SegmentsReport>>;
  readonly close: () => void;
}
