import type { Condition } from './condition.ts';
import type { ArgEntry } from './format-parameters.ts';
import { readTemplate, type Template } from './template.ts';

/** A word of `args` with what it depends on. */
export interface ArgSlot {
  readonly text: string;
  readonly template: Template;
  /** Where it is written: `args[2]`, `args[2].args[0]`. */
  readonly path: readonly (string | number)[];
  /** The word before it in the same entry or, at the top, in the list; null where there is none. */
  readonly before: string | null;
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
    if (typeof entry === 'string') {
      const last = args[index - 1];
      return [slotOf(entry, path, typeof last === 'string' ? last : null, null, signs)];
    }
    const when = { param: entry.when, is: entry.is };
    return entry.args.map((text, at) =>
      slotOf(text, [...path, 'args', at], entry.args[at - 1] ?? null, when, signs),
    );
  });
}

/** Whether the word right before is an option that waits for a value; `--level=3` has its own already. */
export const isBehindOption = ({ before, signs }: ArgSlot): boolean =>
  before !== null && before !== '--' && signs.includes(before.charAt(0)) && /^.[^={]+$/.test(before);

/** Whether a word, up to a piece of it, is an option and "=": `--level=`. */
export const isOptionStart = ({ signs }: ArgSlot, start: string): boolean =>
  signs.includes(start.charAt(0)) && /^.[^={]+=$/.test(start);

function signsAt(index: number, end: number): ArgSlot['signs'] {
  // Programs that know "--" are of the getopt kind, to which "+opt" is an operand.
  if (end === -1) return '-+';
  return index < end ? '-' : '';
}

function slotOf(
  text: string,
  path: ArgSlot['path'],
  before: string | null,
  when: ArgSlot['when'],
  signs: ArgSlot['signs'],
): ArgSlot {
  const template = readTemplate(text);
  return { text, template: template.ok ? template.value : [], path, before, when, signs };
}
