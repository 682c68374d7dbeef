import { estimateTokens } from '../output/estimate-tokens.ts';
import { addressRanges } from '../output/ranges.ts';
import type { Comparison } from './change.ts';
import { diffRows, isWide, type Row } from './diff-rows.ts';
import { notComparedLines } from './not-compared-lines.ts';
import { oneLine } from './one-line.ts';

/** Where a comparison is shown. */
export type DiffFormat = 'text' | 'markdown';

/**
 * A comparison for people and models, within about `maxTokens`: the changes that are not shown are counted. No text of a target
 * can begin a line of its own, or be taken for markup.
 */
export function renderDiff(comparison: Comparison, format: DiffFormat, maxTokens = 1500): string {
  const rows = diffRows(comparison.changes);
  const write = format === 'text' ? createTextWriter(rows) : writeMarkdown;
  const head = headline(comparison, rows);
  const tail = notComparedLines(comparison.not_compared);
  const between = format === 'text' ? '' : '\n';
  const frame = [head, ...tail].join('\n');
  const shown = fitting(rows.map(write), maxTokens - estimateTokens(frame, 'any') - roomForMore);
  const left = rows.slice(shown.length).reduce((sum, { addresses }) => sum + addresses.length, 0);
  const more = left === 0 ? [] : [`… and ${counted(left, 'more change')}: ask for fewer hosts or ports.`];
  const body = [...shown, ...more].join('\n');
  return [head, body, tail.join('\n')].filter((part) => part !== '').join(`\n${between}`);
}

const roomForMore = 20;

function headline({ before, after, changes }: Comparison, rows: readonly Row[]): string {
  const runs = `${oneLine(before.run, 60)} → ${oneLine(after.run, 60)}`;
  const partial = [before.partial ? ['the first'] : [], after.partial ? ['the second'] : []].flat();
  const cut = partial.length === 0 ? '' : ` Partial: ${partial.join(' and ')} run was cut short.`;
  const hosts = new Set(changes.map(({ address }) => address)).size;
  const what =
    rows.length === 0 ? 'no change' : `${counted(changes.length, 'change')} on ${counted(hosts, 'host')}`;
  return `${runs}: ${what}.${cut}`;
}

/** As many of the first lines as fit. */
function fitting(lines: readonly string[], tokens: number): readonly string[] {
  let room = tokens;
  const full = lines.findIndex((line) => {
    room -= estimateTokens(line, 'any') + 1;
    return room < 0;
  });
  return full === -1 ? lines : lines.slice(0, full);
}

/** Columns as wide as what stands in them, within bounds. */
function createTextWriter(rows: readonly Row[]): (row: Row) => string {
  const narrow = rows.filter((row) => !isWide(row));
  const hostWidth = widest(
    narrow.map(({ addresses }) => addresses.join('')),
    39,
  );
  const whatWidth = widest(
    narrow.map(({ what }) => what),
    44,
  );
  return (row) => {
    const { sign, what, note, addresses } = row;
    const mark = sign === '~' ? ' ' : sign;
    return isWide(row)
      ? `${sign} ${what} (${note}) on ${hostsText(row)}`
      : `${addresses.join('').padEnd(hostWidth)}  ${mark} ${what.padEnd(whatWidth)}  ${note}`;
  };
}

const widest = (texts: readonly string[], most: number): number =>
  Math.min(most, Math.max(0, ...texts.map((text) => text.length)));

/** What a target chose stands in a code span, in which nothing is markup. */
function writeMarkdown(row: Row): string {
  const { sign, what, note, addresses } = row;
  const said = codeSpan(`${sign} ${what}`);
  return isWide(row) ? `- ${said} ${note} on ${hostsText(row)}` : `- ${addresses.join('')}: ${said} ${note}`;
}

/** A span ends at as many backticks as it began with, so it begins with more than are in it. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

const hostsText = ({ addresses }: Row): string =>
  `${counted(addresses.length, 'host')}: ${addressRanges(addresses, 12)}`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
