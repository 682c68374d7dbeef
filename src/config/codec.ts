import { err, ok, type Result } from '../kernel/result.ts';
import type { ConfigRow } from './rows.ts';

/** What a leaf can hold. */
export type LeafValue = boolean | number | string | readonly string[];

/**
 * Reads the text of an environment variable or a flag as the value of a leaf. The error ends the sentence "<leaf> …".
 * Nothing is guessed: an empty text is refused because `NAME=${UNSET}` would otherwise empty a deny list.
 */
export function decodeText(row: ConfigRow, text: string): Result<LeafValue, string> {
  if (text === '') return err('is empty; leave it unset to use the file or the default');
  if (text !== text.trim()) return err('has white space around its value');
  return decoders[row.type](row, text);
}

type Decoder = (row: ConfigRow, text: string) => Result<LeafValue, string>;

const decoders: Readonly<Record<ConfigRow['type'], Decoder>> = {
  boolean: (_row, text) => {
    const value = booleans.get(text.toLowerCase());
    return value === undefined ? err('must be one of true, 1, yes, on, false, 0, no, off') : ok(value);
  },
  integer: (row, text) =>
    /^-?(?:0|[1-9][0-9]{0,14})$/.test(text)
      ? ok(Number(text))
      : err(`must be ${row.accepts}, in plain decimal`),
  text: (_row, text) => ok(text),
  list: (_row, text) => {
    const items = text.split(',').map((item) => item.trim());
    return items.includes('') ? err('has an empty item between its commas') : ok(items);
  },
};

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);
