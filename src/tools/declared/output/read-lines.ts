import type { ToolOutput } from '../../tool.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { cellOf, RowList, type CellKind, type Row, type Rows } from './cells.ts';

/** Reads each line by a pattern whose named groups are the fields; lines that do not match are counted. */
export function readLines(
  { stdout, truncatedStdout, complete }: ToolOutput,
  pattern: Pattern,
  kinds: Readonly<Record<string, CellKind>>,
): Rows {
  const list = new RowList();
  // Nothing else is served meanwhile: what is left of long output is cut.
  let room = Math.min(mostCharacters, Math.floor(mostWork / pattern.steps));
  for (const line of stdout.split('\n')) {
    const text = line.trimEnd().slice(0, longestLine);
    if (text === '') continue;
    if (room < text.length) return list.end(true);
    room -= text.length;
    const found = pattern.exec(text);
    if (found === null) list.unread += 1;
    else list.add(() => rowOf(found, pattern, kinds));
  }
  return list.end(truncatedStdout || !complete);
}

const rowOf = (
  found: readonly (string | undefined)[],
  { groups }: Pattern,
  kinds: Readonly<Record<string, CellKind>>,
): Row =>
  Object.fromEntries(
    groups.flatMap((name, index) =>
      name === null ? [] : [[name, cellOf(found[index + 1], kinds[name] ?? 'text')] as const],
    ),
  );

const longestLine = 1000;
/** What a pattern is tried on altogether: each character can cost as much as the pattern has steps. */
const mostCharacters = 128 * 1024;
/** Steps times characters, some hundred milliseconds at worst. */
const mostWork = 6_000_000;
