import type { Condition } from './condition.ts';
import type { ArgEntry } from './format-parameters.ts';
import { extraArgsWord, readTemplate, type Template } from './template.ts';

/** A word of `args` with what it depends on. */
export interface ArgSlot {
  readonly text: string;
  readonly template: Template;
  /** Where it is written: `args[2]`, `args[2].args[0]`. */
  readonly path: readonly (string | number)[];
  /** The word before it in the same entry or, at the top, in the list; null where there is none. */
  readonly before: string | null;
  /** All words that may stand right before it, since others are left out at times. */
  readonly near: readonly string[];
  readonly when: Condition | null;
  /** What options begin with at this place: nothing behind `--`, and no plus where the program knows `--`. */
  readonly signs: '' | '-' | '-+';
}

/** Every word of a definition's `args`, in order. A word whose braces are wrong has an empty template. */
export function argSlots(args: readonly ArgEntry[]): readonly ArgSlot[] {
  const end = args.indexOf('--');
  return args.flatMap((entry, index): readonly ArgSlot[] => {
    const path = ['args', index];
    const signs = signsAt(index, end);
    const near = wordsBefore(args, index);
    if (typeof entry === 'string') {
      const last = args[index - 1];
      const before = typeof last === 'string' ? last : null;
      return [slotOf(entry, { path, before, near, when: null, signs })];
    }
    const when = { param: entry.when, is: entry.is };
    return entry.args.map((text, at) => {
      const before = entry.args[at - 1] ?? null;
      const around = { before, near: before === null ? near : [before], when, signs };
      return slotOf(text, { path: [...path, 'args', at], ...around });
    });
  });
}

/** Whether the word right before is an option that waits for a value; `--level=3` has its own already. */
export const isBehindOption = ({ before, signs }: ArgSlot): boolean =>
  before !== null && isWaiting(before, signs);

/** The options that may stand right before it and wait for a value. */
export const optionsNear = ({ near, signs }: ArgSlot): readonly string[] =>
  near.filter((word) => isWaiting(word, signs));

/** Whether a word, up to a piece of it, is an option and "=": `--level=`. */
export const isOptionStart = ({ signs }: ArgSlot, start: string): boolean =>
  signs.includes(start.charAt(0)) && /^.[^={]+=$/.test(start);

/**
 * Whether a word is an option whose value may be the next word: `-c`, `--count`. Of what visibly has its value already or takes
 * none, the next word is an operand: `--x=1`, `-p80`, `-4`, `-oX-`, and `+short`, which is of dig's kind.
 */
export const isWaiting = (word: string, signs: ArgSlot['signs']): boolean =>
  signs !== '' &&
  /^--?[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(word) &&
  !/^-[A-Za-z][0-9]+$/.test(word);

function signsAt(index: number, end: number): ArgSlot['signs'] {
  // Programs that know "--" are of the getopt kind, to which "+opt" is an operand.
  if (end === -1) return '-+';
  return index < end ? '-' : '';
}

/** The last words of the entries before one, back to the first that is never left out. */
function wordsBefore(args: readonly ArgEntry[], index: number): readonly string[] {
  const fixed = args
    .slice(0, index)
    .findLastIndex((entry) => typeof entry === 'string' && entry !== extraArgsWord);
  return args
    .slice(Math.max(0, fixed), index)
    .flatMap((entry) => (typeof entry === 'string' ? entry : (entry.args.at(-1) ?? [])));
}

function slotOf(text: string, place: Omit<ArgSlot, 'text' | 'template'>): ArgSlot {
  const template = readTemplate(text);
  return { text, template: template.ok ? template.value : [], ...place };
}
