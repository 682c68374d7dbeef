import { cellText, resultRows, type ResultRow } from './result-rows.ts';

/** A part of a result as rows, each with the fields of all that it lies in under short names. */
export interface RowPage {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The same, each in a line: `hosts.ports  address=10.0.0.5 port=3389 state=open`. */
  readonly lines: readonly string[];
  /** How many rows fit the filter, from the first page to the last. */
  readonly matching: number;
  /** The number of the first row of the next page; null at the end. */
  readonly next: number | null;
  /** Where the filter asks for a field that no row has: the names that rows have; null otherwise. */
  readonly instead: readonly string[] | null;
}

interface WantedRows {
  /** The number of the first row among those that fit. */
  readonly from: number;
  /** Words that all must fit: `port:3389` is a field that is, or has, that value; any other word stands in some field. Case does not count. */
  readonly filter?: string | undefined;
  /** The most characters of all lines together. */
  readonly characters: number;
}

/** Takes those rows of a result that lie deepest: the ports of a host, or the host where it has none. */
export function rowPage(result: unknown, { from, filter = '', characters }: WantedRows): RowPage {
  const { rows: all } = resultRows(result);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean).map(readWord);
  const rows = all.filter((row, at) => !isAbove(row, all[at + 1])).map(shortOf);
  const found = rows.filter((row) => words.every((word) => isIn(row, word)));
  const lines: string[] = [];
  let left = characters;
  let at = from;
  for (; at < found.length; at += 1) {
    const line = lineOf(found[at] ?? new Map());
    left -= line.length + 1;
    if (left < 0 && lines.length > 0) break;
    lines.push(line.slice(0, characters));
  }
  return {
    rows: found.slice(from, at).map((row) => Object.fromEntries(row)),
    lines,
    matching: found.length,
    next: at < found.length ? at : null,
    instead: found.length === 0 ? namesInstead(rows, words) : null,
  };
}

/** Nothing was found: perhaps for a name with a slip, which must not read as if there were nothing. */
function namesInstead(rows: readonly ResultRow[], words: readonly Word[]): readonly string[] | null {
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  return words.every(({ name }) => name === null || names.has(name)) ? null : [...names].toSorted();
}

/** Whether a row lies above the one behind it, so that that one holds its fields. */
function isAbove(row: ResultRow, next: ResultRow | undefined): boolean {
  const list = String(row.get('list'));
  const below = next === undefined ? '' : String(next.get('list'));
  return list === 'result' ? below !== '' : below.startsWith(`${list}.`);
}

/** Fields under the last part of their column's name; the deeper of two with the same one keeps it, the other has its list before it. */
function shortOf(row: ResultRow): ResultRow {
  const short = new Map<string, unknown>();
  const whole = new Map<string, string>();
  for (const [column, value] of row) {
    if (value === null || value === undefined) continue;
    const name = column.slice(column.lastIndexOf('.') + 1);
    const earlier = whole.get(name);
    if (earlier !== undefined) {
      short.set(earlier.split('.').slice(-2).join('.'), short.get(name));
      short.delete(name);
    }
    whole.set(name, column);
    short.set(name, value);
  }
  return short;
}

/** A word of a filter: what stands in a field of that name, or in any. */
interface Word {
  readonly name: string | null;
  readonly value: string;
}

function readWord(word: string): Word {
  const [, name = null, value = word] = /^([a-z_][a-z0-9_.]*):(.+)$/.exec(word) ?? [];
  return { name, value };
}

const isIn = (row: ResultRow, { name, value }: Word): boolean =>
  name === null
    ? [...row.values()].some((field) => cellText(field).toLowerCase().includes(value))
    : valuesOf(row.get(name)).includes(value);

const valuesOf = (field: unknown): readonly string[] =>
  (Array.isArray(field) ? field : [field]).map((one) => cellText(one).toLowerCase());

function lineOf(row: ResultRow): string {
  const fields = [...row].flatMap(([name, value]) => {
    const text = cellText(value);
    return name === 'list' || text === '' ? [] : [`${name}=${/\s/.test(text) ? JSON.stringify(text) : text}`];
  });
  return [String(row.get('list')), '', ...fields].join(' ');
}
