import { isTree } from '../../../config/tree.ts';
import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { ToolOutput } from '../../tool.ts';
import { cellOf, RowList, type CellKind, type Row, type Rows } from './cells.ts';

/** Where a field is found in a value, and what it holds. */
export type Fields = Readonly<Record<string, { readonly path: string; readonly type: CellKind }>>;

/** Reads one JSON document: the rows are the list at a path, or the document itself. */
export function readJson(
  { stdout, truncatedStdout, complete }: ToolOutput,
  rowsAt: string | undefined,
  fields: Fields,
): Result<Rows> {
  const document = parse(stdout);
  if (document === undefined) {
    const why = truncatedStdout || !complete ? 'Its output was cut before its end' : 'Its output is no JSON';
    return err(failure('tool.output', `${why}, so nothing of it could be read.`));
  }
  const found = rowsAt === undefined ? document : valueAt(document, rowsAt);
  if (found === undefined)
    return err(failure('tool.output', `Its output holds nothing at ${rowsAt ?? 'its top'}.`));
  const list = new RowList();
  const values: readonly unknown[] = Array.isArray(found) ? found : [found];
  for (const value of values) take(list, value, fields);
  return ok(list.end(false));
}

/**
 * Reads one JSON object a line; lines that hold none are counted. Only what begins and ends as an object is parsed, and after too
 * many that are none nothing more is: a text that is no JSON costs microseconds, and 1 MiB can hold half a million.
 */
export function readJsonLines({ stdout, truncatedStdout, complete }: ToolOutput, fields: Fields): Rows {
  const list = new RowList();
  let tries = mostBroken;
  for (const line of stdout.split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const isLike = text.startsWith('{') && text.endsWith('}') && text.length <= longestLine;
    const value = isLike && tries > 0 ? parse(text) : undefined;
    if (isLike && value === undefined) tries -= 1;
    take(list, value, fields);
  }
  return list.end(truncatedStdout || !complete || tries < 0);
}

function take(list: RowList, value: unknown, fields: Fields): void {
  if (isTree(value)) list.add(() => rowOf(value, fields));
  else list.unread += 1;
}

const rowOf = (value: unknown, fields: Fields): Row =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path, type }]) => [name, cellOf(valueAt(value, path), type)]),
  );

/** The value at a path of own keys; `0` and other numbers are places in a list. */
function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    const isList = Array.isArray(found);
    if (isList && !/^(?:0|[1-9][0-9]{0,5})$/.test(key)) return undefined;
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Object.getOwnPropertyDescriptor(found, key)?.value;
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const longestLine = 16_384;
const mostBroken = 5000;
