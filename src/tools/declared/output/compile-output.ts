import type { z } from 'zod';
import { ok, type Result } from '../../../kernel/result.ts';
import type { ToolOutput } from '../../tool.ts';
import type { Output } from '../format-output.ts';
import { readPattern } from '../pattern/pattern.ts';
import { rowsSchema, type CellKind, type Rows } from './cells.ts';
import { readJson, readJsonLines } from './read-json.ts';
import { readLines } from './read-lines.ts';
import { readText, textResult } from './read-text.ts';
import { readXml } from './read-xml.ts';

/** How the output of a declared tool becomes a result. */
export interface CompiledOutput {
  readonly result: z.ZodObject;
  readonly parse: (output: ToolOutput) => Result<Readonly<Record<string, unknown>>>;
  /** The paths of the result that a target or a program chose. */
  readonly untrusted: readonly string[];
}

/** Makes the reader of a mapping that was checked. */
export function compileOutput(output: Output): CompiledOutput {
  switch (output.format) {
    case 'text':
      return { result: textResult, parse: (given) => ok({ ...readText(given) }), untrusted: ['lines[]'] };
    case 'lines': {
      const read = readPattern(output.pattern);
      if (!read.ok) throw new Error('the pattern of the output was not checked');
      const pattern = read.value;
      const names = pattern.groups.filter((name) => name !== null);
      const kinds = Object.fromEntries(names.map((name) => [name, typeOf(output.types, name)] as const));
      return rowsOf(kinds, [], (given) => ok({ ...readLines(given, pattern, kinds) }));
    }
    case 'json': {
      const { rows, fields } = output;
      return rowsOf(kindsOf(fields), trustedIn(fields), (given) => spread(readJson(given, rows, fields)));
    }
    case 'jsonl': {
      const { fields } = output;
      return rowsOf(kindsOf(fields), trustedIn(fields), (given) => ok({ ...readJsonLines(given, fields) }));
    }
    case 'xml': {
      const { rows, fields } = output;
      return rowsOf(kindsOf(fields), trustedIn(fields), (given) => spread(readXml(given, rows, fields)));
    }
  }
}

/** Own keys alone: a group may be called `constructor`. */
const typeOf = (types: Readonly<Record<string, CellKind>>, name: string): CellKind =>
  (Object.hasOwn(types, name) ? types[name] : undefined) ?? 'text';

/** One sentence of counts. */
export function summariseOutput(result: Readonly<Record<string, unknown>>): string {
  const { total = 0, unread = 0, cut } = result;
  const what = 'lines' in result ? 'line' : 'row';
  const listed = result[`${what}s`];
  const shown = Array.isArray(listed) ? listed.length : 0;
  const parts = [
    `${String(total)} ${what}${total === 1 ? '' : 's'}`,
    shown === total ? '' : `the first ${shown} listed`,
    unread === 0 ? '' : `${String(unread)} of another form`,
    cut === true ? 'and the output was cut, so there may be more' : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

/** Whether nothing was read from stdout: what is wrong may then stand on stderr alone. */
export const isSilent = ({ total }: Readonly<Record<string, unknown>>): boolean => total === 0;

type OutputFields = Readonly<Record<string, { readonly type: CellKind; readonly trusted: boolean }>>;

const kindsOf = (fields: OutputFields): Readonly<Record<string, CellKind>> =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));

const trustedIn = (fields: OutputFields): readonly string[] =>
  Object.entries(fields).flatMap(([name, { trusted }]) => (trusted ? [name] : []));

const rowsOf = (
  kinds: Readonly<Record<string, CellKind>>,
  trusted: readonly string[],
  parse: CompiledOutput['parse'],
): CompiledOutput => ({
  result: rowsSchema(kinds),
  parse,
  // Numbers and booleans hold no text that could be taken for an instruction.
  untrusted: Object.entries(kinds).flatMap(([name, kind]) =>
    kind === 'text' && !trusted.includes(name) ? [`rows[].${name}`] : [],
  ),
});

const spread = (read: Result<Rows>): Result<Readonly<Record<string, unknown>>> =>
  read.ok ? ok({ ...read.value }) : read;
