import type { FlagMeaning } from '../../argv/flag-meanings.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import type { Parameter } from './parameters.ts';

/** What one word of a command line is to a tool. */
export type Reading =
  | {
      readonly kind: 'value';
      readonly parameter: Parameter;
      readonly text: string;
      readonly usedNext: boolean;
    }
  | { readonly kind: 'off'; readonly parameter: Parameter }
  | { readonly kind: 'server'; readonly text: string }
  /** `extra` is a flag of the program itself; with `open` the next word may be its value. */
  | { readonly kind: 'loose'; readonly extra: boolean; readonly open: boolean }
  | { readonly kind: 'slip'; readonly flag: string; readonly message: string; readonly next: string };

/** What the words of a tool mean: its typed parameters, and the flags and bare words of its program that it knows. */
export interface Vocabulary {
  readonly parameters: readonly Parameter[];
  readonly extraArgs: readonly string[];
  /** Flags that `extra_args` refuses, since a parameter takes their value: `-u URL` is the target of a web tool. */
  readonly standIns: readonly FlagMeaning[];
}

/** Reads one word; `next` is the one after it. */
export function readWord(
  word: string,
  next: string | undefined,
  { parameters, extraArgs, standIns }: Vocabulary,
): Reading {
  const [flag, glued] = splitFlag(word, standIns);
  const meant = standIns.find((standIn) => standIn.flag === flag)?.param;
  const parameter = parameters.find(({ name, flag: own }) =>
    meant === undefined ? own === flag : name === meant,
  );
  if (parameter !== undefined) return readValue(flag, parameter, glued, next);
  const switched = parameters.find(
    ({ kind, flag: on }) => kind === 'switch' && word === `--no-${on.slice(2)}`,
  );
  if (switched !== undefined) return { kind: 'off', parameter: switched };
  // `@10.0.0.53` is how everyone writes the server of a DNS question.
  if (word.startsWith('@') && parameters.some(({ name }) => name === 'server')) {
    return { kind: 'server', text: word.slice(1) };
  }
  const near =
    flag.startsWith('--') && !extraArgs.includes(flag) ? nearest(flag, parameters.map(flagOf)) : null;
  if (near !== null)
    return {
      kind: 'slip',
      flag,
      message: `unknown option ${quote(flag)}; did you mean ${near}?`,
      next: `Write ${near}; --help after the tool lists its options.`,
    };
  // A flag that nobody knows goes to the guard, which says why it is refused.
  const hyphened = word.startsWith('-') || word.startsWith('+');
  const extra = hyphened || extraArgs.includes(word);
  return { kind: 'loose', extra, open: hyphened && glued === null };
}

function readValue(
  flag: string,
  parameter: Parameter,
  glued: string | null,
  next: string | undefined,
): Reading {
  if (glued !== null) return { kind: 'value', parameter, text: glued, usedNext: false };
  if (parameter.kind === 'switch') return { kind: 'value', parameter, text: 'true', usedNext: false };
  if (next !== undefined) return { kind: 'value', parameter, text: next, usedNext: true };
  const { name, description } = parameter;
  return { kind: 'slip', flag, message: `${flag} needs a value.`, next: `It is ${name}: ${description}` };
}

/** `--ports=80` is a flag and its value, and so is `-v2c` where `-v` stands for a parameter; other words are one piece. */
function splitFlag(
  word: string,
  standIns: readonly FlagMeaning[],
): readonly [flag: string, glued: string | null] {
  const short = standIns.find(({ flag }) => /^-[^-]$/.test(flag) && word.startsWith(flag));
  if (short !== undefined && word.length > 2) return [short.flag, word.slice(2)];
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals === -1 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

const flagOf = ({ flag }: Parameter): string => flag;
