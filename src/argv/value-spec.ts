import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { someWords } from '../kernel/some-words.ts';
import { parsePorts } from '../scope/ports.ts';
import { valueText, type Checked } from './word.ts';

/** How the value of a flag is read: to the value that a typed parameter takes, and to the text that goes into argv. */
export interface ValueSpec {
  readonly kind: 'value';
  /** What is accepted, as in `a number from 1 to 10`. */
  readonly expects: string;
  /** An error is a sentence without its subject. */
  readonly read: (text: string) => Result<ValueRead, string>;
  /** How the value may be joined to its flag; null leaves that to the flag's look (`spellingsOf`). */
  readonly spellings: readonly Spelling[] | null;
}

/** `-p 80`, `--ports=80` and `-p80`. */
export type Spelling = 'separate' | 'equals' | 'glued';

export interface ValueRead {
  readonly value: unknown;
  readonly text: Checked;
}

/** A whole number from `lo` to `hi`, in plain decimal. */
export function int(lo: number, hi: number): ValueSpec {
  const expects = `a whole number from ${lo} to ${hi}`;
  return spec(expects, (text) => {
    const value = decimal(text);
    return value !== null && value >= lo && value <= hi ? read(value, value) : refuse(expects, text);
  });
}

/** One word of a fixed list. */
export function oneOf(words: readonly string[]): ValueSpec {
  const expects = `one of ${words.join(', ')}`;
  return spec(expects, (text) =>
    words.includes(text) ? read(text, text) : refuse(expects, text, nearest(text, words)),
  );
}

/** One of the words that stand for a value each, as `-T 4` and `-T aggressive` do. */
export function standsFor(meanings: Readonly<Record<string, string>>): ValueSpec {
  const words = Object.keys(meanings);
  const expects = `one of ${words.join(', ')}`;
  return spec(expects, (text) => {
    const meaning = Object.hasOwn(meanings, text) ? meanings[text] : undefined;
    return meaning === undefined ? refuse(expects, text, nearest(text, words)) : read(meaning, text);
  });
}

/**
 * Several words of a fixed list, separated by commas, none twice; the parameter takes them as an array. A refusal names and
 * guesses only those of `told`: what everybody can use.
 */
export function someOf(words: readonly string[], told: readonly string[] = words): ValueSpec {
  const expects = `a comma-separated list of ${someWords(told)}`;
  return spec(expects, (text) => {
    const given = text.split(',');
    const wrong = given.find((one) => !words.includes(one));
    if (wrong !== undefined) return refuse(expects, wrong, nearest(wrong, told));
    return new Set(given).size === given.length ? read(given, text) : refuse(`${expects}, each once`, text);
  });
}

/** A list of ports in the form of `parsePorts`; the parameter takes its canonical text. */
export const ports: ValueSpec = spec('a list of ports such as 22,80,8000-8100', (text) => {
  const list = parsePorts(text, 'value');
  return list.ok
    ? read(list.value.text, list.value.text)
    : err(list.error.message.replace(/^value (.*)\.$/, '$1'));
});

/** Whole seconds, written `30` or `30s`, or minutes, written `2m`; the parameter takes seconds. */
export function seconds(lo: number, hi: number): ValueSpec {
  const expects = `a time from ${lo} to ${hi} seconds, such as ${hi}s`;
  return spec(expects, (text) => {
    const unit = text.endsWith('m') ? 60 : 1;
    const value = decimal(text.replace(/[sm]$/, ''));
    const total = value === null ? -1 : value * unit;
    return total >= lo && total <= hi ? read(total, `${total}s`) : refuse(expects, text);
  });
}

function spec(expects: string, reader: ValueSpec['read']): ValueSpec {
  return { kind: 'value', expects, read: reader, spellings: null };
}

const decimal = (text: string): number | null => (/^(?:0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : null);

function read(value: unknown, text: string | number): Result<ValueRead, string> {
  return ok({ value, text: valueText(text) });
}

const refuse = (expects: string, text: string, meant: string | null = null): Result<ValueRead, string> =>
  err(`${quote(text)} is not ${expects}${meant === null ? '' : `; did you mean ${quote(meant)}?`}`);
