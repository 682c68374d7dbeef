import { cleanDeep } from '../output/clean.ts';
import type { Comparison } from './change.ts';
import { describeChange } from './describe-change.ts';

/**
 * A comparison as JSON for programs: all of it, however long, each change with its note. Texts of targets are cleaned once
 * more, for results that an older version has stored.
 */
export function diffJson({ before, after, changes, not_compared }: Comparison): unknown {
  const noted = changes.map((change) => ({ ...change, note: describeChange(change).note }));
  return cleanDeep(
    { schema: 'bailiwick.diff/1', same: changes.length === 0, before, after, changes: noted, not_compared },
    longestText,
  );
}

/** Enough for any list of ports. */
const longestText = 1024 * 1024;
