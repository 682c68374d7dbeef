import { cleanDeep } from '../output/clean.ts';
import type { Change, Comparison } from './change.ts';
import { describeChange } from './describe-change.ts';

/**
 * A comparison as JSON for programs: all of it, however long, each change with its note. Texts of targets are cleaned once
 * more, for results that an older version has stored.
 */
export function diffJson({ before, after, changes, not_compared }: Comparison): DiffDocument {
  return {
    schema: 'bailiwick.diff/1',
    same: changes.length === 0,
    before,
    after,
    changes: changes.map((change) => cleanDeep(noted(change), longestText)),
    not_compared: cleanDeep(not_compared, longestText),
  };
}

/** A change and why it matters, in our own words. */
export const noted = (change: Change): Change & { readonly note: string } => ({
  ...change,
  note: describeChange(change).note,
});

/** A comparison as JSON. */
export interface DiffDocument {
  readonly schema: 'bailiwick.diff/1';
  readonly same: boolean;
  readonly before: Comparison['before'];
  readonly after: Comparison['after'];
  /** Changes with their notes. */
  readonly changes: readonly unknown[];
  /** How many more there are, where not all are here. */
  readonly left_out?: number;
  readonly not_compared: unknown;
}

/** Enough for any list of ports. */
const longestText = 1024 * 1024;
