import { cleanDeep } from '../output/clean.ts';
import type { Comparison, LookedAtAlone, NotCompared } from './change.ts';
import { describeChange } from './describe-change.ts';

/**
 * A comparison as JSON for programs, each change with its note: all of it, or the first changes that fit into `maxCharacters`, with
 * the count of those left out. Texts of targets are cleaned once more, for results that an older version has stored.
 */
export function diffJson(
  { before, after, changes, not_compared }: Comparison,
  maxCharacters = Infinity,
): Readonly<Record<string, unknown>> {
  const noted = changes.map((change) => ({ ...change, note: describeChange(change).note }));
  const shown = fitting(noted, maxCharacters);
  const left = noted.length - shown.length;
  return {
    schema: 'bailiwick.diff/1',
    same: changes.length === 0,
    before,
    after,
    changes: shown.map((change) => cleanDeep(change, longestText)),
    ...(left === 0 ? {} : { left_out: left }),
    not_compared: cleanDeep(
      maxCharacters === Infinity ? not_compared : briefly(not_compared),
      maxCharacters === Infinity ? longestText : 400,
    ),
  };
}

/** The first of the ranges that one run looked at alone; their count says how many addresses there are. */
const briefly = (given: NotCompared): NotCompared => ({
  ...given,
  before: withFewRanges(given.before),
  after: withFewRanges(given.after),
});

const withFewRanges = ({ addresses, ports }: LookedAtAlone): LookedAtAlone => ({
  addresses: { ...addresses, ranges: addresses.ranges.slice(0, 12) },
  ports: ports.slice(0, 12),
});

/** As many of the first as fit. */
function fitting<T>(changes: readonly T[], maxCharacters: number): readonly T[] {
  if (maxCharacters === Infinity) return changes;
  let room = maxCharacters;
  const full = changes.findIndex((change) => (room -= JSON.stringify(change).length) < 0);
  return full === -1 ? changes : changes.slice(0, full);
}

/** Enough for any list of ports. */
const longestText = 1024 * 1024;
