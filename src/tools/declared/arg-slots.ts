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
}

/** Every word of a definition's `args`, in order. A word whose braces are wrong has an empty template. */
export function argSlots(args: readonly ArgEntry[]): readonly ArgSlot[] {
  return args.flatMap((entry, index): readonly ArgSlot[] => {
    const path = ['args', index];
    if (typeof entry === 'string') {
      const last = args[index - 1];
      return [slotOf(entry, path, typeof last === 'string' ? last : null, null)];
    }
    const when = { param: entry.when, is: entry.is };
    return entry.args.map((text, at) =>
      slotOf(text, [...path, 'args', at], entry.args[at - 1] ?? null, when),
    );
  });
}

/** Whether the word right before is an option that waits for a value; `--level=3` has its own already. */
export const isBehindOption = ({ before }: ArgSlot): boolean =>
  before !== null && before !== '--' && /^[-+][^={]+$/.test(before);

/** Whether a word, up to a piece of it, is an option and "=": `--level=`. */
export const isOptionStart = (start: string): boolean => /^[-+][^={]+=$/.test(start);

function slotOf(text: string, path: ArgSlot['path'], before: string | null, when: ArgSlot['when']): ArgSlot {
  const template = readTemplate(text);
  return { text, template: template.ok ? template.value : [], path, before, when };
}
