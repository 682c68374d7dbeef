import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { createXmlEvents, type Attributes } from '../../catalogue/nmap/xml-events.ts';
import type { ToolOutput } from '../../tool.ts';
import { cellOf, RowList, type Row, type Rows } from './cells.ts';
import type { Fields } from './read-json.ts';

/**
 * Reads an XML document: a row for each element at `rowsAt`, a path from the top. Fields are paths below it, of elements (their
 * text) or attributes; the first one counts. A document that breaks off keeps the rows before.
 */
export function readXml(
  { stdout, truncatedStdout, complete }: ToolOutput,
  rowsAt: string,
  fields: Fields,
): Result<Rows> {
  const list = new RowList();
  const wanted = new Set(Object.values(fields).map(({ path }) => path));
  const way: string[] = [];
  let row: Map<string, string> | null = null;
  /** Elements of the row that have ended: another of the same path is another one. */
  const ended = new Set<string>();
  let begun = false;

  const note = (path: string, text: string, more: boolean): void => {
    if (row === null || ended.has(path) || !wanted.has(path)) return;
    const before = row.get(path);
    if (before === undefined) row.set(path, text.slice(0, longestText));
    else if (more) row.set(path, (before + text).slice(0, longestText));
  };
  const below = (): string => way.join('/').slice(rowsAt.length + 1);
  const open = (name: string, attributes: Attributes): void => {
    begun = true;
    way.push(name);
    if (row === null && way.join('/') === rowsAt) row = new Map();
    const place = below();
    const lead = place === '' ? '' : `${place}/`;
    for (const [attribute, value] of Object.entries(attributes)) note(`${lead}@${attribute}`, value, false);
  };
  const close = (): void => {
    if (row !== null && way.join('/') === rowsAt) {
      const values = row;
      list.add(() => rowOf(values, fields));
      row = null;
      ended.clear();
    } else if (row !== null && wanted.has(below())) ended.add(below());
    way.pop();
  };

  const events = createXmlEvents({ open, close, text: (text) => note(below(), text, true) });
  events.write(new TextEncoder().encode(stdout));
  const whole = events.end();
  return whole || begun
    ? ok(list.end(!whole || truncatedStdout || !complete))
    : err(failure('tool.output', 'Its output is no XML, so nothing of it could be read.'));
}

const rowOf = (values: ReadonlyMap<string, string>, fields: Fields): Row =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { path, type }]) => [name, cellOf(values.get(path)?.trim(), type)]),
  );

const longestText = 400;
