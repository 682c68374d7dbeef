import { argSlots, isWaiting, type ArgSlot } from './arg-slots.ts';
import { isCovered } from './condition.ts';
import type { Definition } from './format.ts';
import type { Slip } from './slips.ts';
import { extraArgsWord } from './template.ts';

/**
 * Finds options that have their value in some calls alone: in the others they would take the word behind it, an option, for their
 * value, and what that option waits for would be an operand. The caller chooses which calls those are.
 */
export function checkSplits({ args, parameters }: Definition): readonly Slip[] {
  const entries = entriesOf(args);
  return entries.flatMap(({ last }, index): readonly Slip[] => {
    if (last === undefined || !isWaiting(last.text, last.signs)) return [];
    const rest = entries.slice(index + 1);
    const [next] = rest;
    if (next?.first?.text === extraArgsWord)
      return [
        {
          path: next.first.path,
          message: `stands right behind ${last.text}, which would take a flag for its value, or the word behind it; put ${extraArgsWord} first, or behind another word`,
        },
      ];
    const end = rest.findIndex(({ first }) => first?.when === null);
    const values = (end === -1 ? rest : rest.slice(0, end)).flatMap(({ first }) =>
      first === undefined || /^[-+]/.test(first.text) ? [] : [first],
    );
    const [value] = values;
    const conditions = values.map(({ when }) => when);
    if (value === undefined || isCovered(last.when, conditions, parameters)) return [];
    return [
      {
        path: value.path,
        message: `stands behind ${last.text} in some calls alone, and in the others ${last.text} would take the next word for its value; write both under the condition: args: ['${last.text}', …]`,
      },
    ];
  });
}

/** The first and the last word of each entry. */
function entriesOf(
  args: Definition['args'],
): readonly { readonly first?: ArgSlot; readonly last?: ArgSlot }[] {
  const slots = argSlots(args);
  return args.map((_, index) => {
    const own = slots.filter(({ path }) => path[1] === index);
    const [first] = own;
    const last = own.at(-1);
    return { ...(first && { first }), ...(last && { last }) };
  });
}
