import { cleanDeep } from '../output/clean.ts';
import { estimateTokens } from '../output/estimate-tokens.ts';
import type { Change, Comparison, LookedAtAlone } from './change.ts';
import { diffJson, noted, type DiffDocument } from './diff-json.ts';

/** A comparison as JSON for a model, within about `maxTokens`: the first changes, their lists and texts cut, and how many more. */
export function briefDiffJson(comparison: Comparison, maxTokens: number): DiffDocument {
  const { before, after } = comparison.not_compared;
  const frame = diffJson({
    ...comparison,
    changes: [],
    not_compared: { ...comparison.not_compared, before: briefly(before), after: briefly(after) },
  });
  const not_compared = cleanDeep(frame.not_compared, longestText);
  let room = maxTokens - tokensOf({ ...frame, not_compared });
  const changes: unknown[] = [];
  for (const change of comparison.changes) {
    const shown = cleanDeep(noted(withFewPorts(change)), longestText);
    room -= tokensOf(shown);
    if (room < 0) break;
    changes.push(shown);
  }
  const left = comparison.changes.length - changes.length;
  const same = comparison.changes.length === 0;
  return { ...frame, same, changes, ...(left === 0 ? {} : { left_out: left }), not_compared };
}

const tokensOf = (value: unknown): number => estimateTokens(JSON.stringify(value), 'any') + 1;

const withFewPorts = (change: Change): Change =>
  change.kind === 'host' ? { ...change, open: change.open.slice(0, mostEntries) } : change;

/** The count says how many addresses there are. */
const briefly = ({ addresses, ports }: LookedAtAlone): LookedAtAlone => ({
  addresses: { ...addresses, ranges: addresses.ranges.slice(0, mostEntries) },
  ports: ports.slice(0, mostEntries),
});

const mostEntries = 8;
const longestText = 120;
