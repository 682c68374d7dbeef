import { vouch, type Branded } from '../kernel/brand.ts';
import { quote } from '../kernel/quote.ts';
import type { PortText } from '../scope/ports.ts';
import type { Literal } from './literal.ts';

/** A value that a grammar or a builder of this room has checked: it can follow an option. */
export type Checked = Branded<string, 'Checked'>;

/** What may be a value in a command line: a number, a checked text, or one of the literals that the source spells. */
export type Value<V> = V extends number | Checked | PortText ? V : V extends string ? Literal<V> : never;

/** Writes a value. A number that is no whole number from 0, or a text that could be read as an option, is a bug: it throws. */
export function valueText(value: number | string): Checked {
  if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) {
    throw new Error(`not a whole number from 0: ${value}`);
  }
  const text = String(value);
  if (text.startsWith('-')) throw new Error(`a value may not start with a hyphen: ${quote(text)}`);
  return word(text);
}

/** Takes a word as it is: printable ASCII without spaces, not empty. Anything else is a bug: it throws. */
export function word(text: string): Checked {
  if (!/^[!-~]+$/.test(text)) throw new Error(`not a word of a command line: ${quote(text)}`);
  return vouch<Checked>(text);
}

/** Takes a word that may hold single spaces inside, as headers and paths do. Anything else is a bug: it throws. */
export function phrase(text: string): Checked {
  if (text.startsWith('-') || !/^[!-~]+(?: [!-~]+)*$/.test(text)) {
    throw new Error(`not a phrase of a command line: ${quote(text)}`);
  }
  return vouch<Checked>(text);
}

/** Joins literals with commas, as `--script a,b` wants them. */
export function commaList<const V extends string>(values: readonly Literal<V>[]): Checked {
  return valueText(values.map((value) => valueText(value)).join(','));
}

/** A number with the unit that a program wants behind it: `withUnit(30, 's')` is `30s`. */
export function withUnit<const U extends string>(value: number, unit: Literal<U>): Checked {
  return valueText(`${valueText(value)}${unit}`);
}
