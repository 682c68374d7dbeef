import { quote } from '../../kernel/quote.ts';
import { argSlots, isBehindOption, type ArgSlot } from './arg-slots.ts';
import { checkSlot } from './check-arg-slot.ts';
import { checkNamePlaces } from './check-name-place.ts';
import { checkPins } from './check-pins.ts';
import { checkSplits } from './check-splits.ts';
import type { Definition } from './format.ts';
import { parameterOf } from './parameter-of.ts';
import type { Slip } from './slips.ts';
import { extraArgsWord } from './template.ts';

/** Finds what is wrong with the command line: its words, their order, and parameters that nothing uses. */
export function checkArgs(definition: Definition): readonly Slip[] {
  const slots = argSlots(definition.args);
  // What pins nothing where it stands would be no pin either: one cause, one error.
  const places = definition.profile === 'offline' ? [] : checkNamePlaces(definition, slots);
  return [
    ...slots.flatMap((slot) => checkSlot(definition, slot)),
    ...checkConditions(definition),
    ...checkSplits(definition),
    ...checkEnd(definition, slots),
    ...checkExtra(definition, slots),
    ...checkUse(definition, slots),
    ...(places.length > 0 ? places : checkPins(definition, slots)),
  ];
}

function checkConditions({ args, parameters }: Definition): readonly Slip[] {
  return args.flatMap((entry, index): readonly Slip[] => {
    if (typeof entry === 'string') return [];
    const parameter = parameterOf(parameters, entry.when);
    const path = ['args', index, 'when'];
    if (parameter === undefined)
      return [{ path, message: `names ${quote(entry.when)}, which is no parameter` }];
    if (entry.is === undefined) {
      const isAlways = parameter.required && parameter.type !== 'boolean';
      return isAlways
        ? [
            {
              path,
              message: `depends on ${entry.when}, which is always given; make it "required: false", or say "is:"`,
            },
          ]
        : [];
    }
    const choices = parameter.type === 'string' ? parameter.enum : undefined;
    const fits =
      choices === undefined
        ? typeof entry.is === parameter.type || (typeof entry.is === 'number' && parameter.type === 'integer')
        : choices.some((choice) => choice === entry.is);
    return fits
      ? []
      : [{ path: ['args', index, 'is'], message: `must be a value that ${entry.when} can have` }];
  });
}

/** Behind `--` no word is an option, whatever it looks like: the second wall behind the check of targets. */
function checkEnd(
  { end_of_options: knows, args, parameters }: Definition,
  slots: readonly ArgSlot[],
): readonly Slip[] {
  const ends = slots.filter(({ text }) => text === '--');
  const [end] = ends;
  if (!knows) {
    return ends.map(({ path }) => ({
      path,
      message: 'is "--", and end_of_options says that the program does not know it',
    }));
  }
  if (end === undefined) {
    const message =
      'must hold the word "--" before the target; say "end_of_options: false" where the program does not know it';
    return [{ path: ['args'], at: 'key', message }];
  }
  const at = args.indexOf('--');
  if (ends.length > 1 || at === -1)
    return [{ path: ends.at(-1)?.path ?? end.path, message: 'must stand once, and not under a condition' }];
  const operands = slots.slice(slots.indexOf(end) + 1);
  return [
    ...operands
      .filter(({ text }) => text.startsWith('-') || text === extraArgsWord)
      .map(({ path }) => ({ path, message: 'stands behind "--", where no option is one; move it before' })),
    ...slots
      .slice(0, slots.indexOf(end))
      .filter((slot) => {
        const [piece] = slot.template;
        const isTarget = piece?.kind === 'param' && parameterOf(parameters, piece.name)?.type === 'target';
        return isTarget && !isBehindOption(slot);
      })
      .map(({ path }) => ({
        path,
        message: 'stands alone before "--"; move it behind, or put its option right before it',
      })),
  ];
}

function checkExtra({ extra_args: flags }: Definition, slots: readonly ArgSlot[]): readonly Slip[] {
  const places = slots.filter(({ text }) => text === extraArgsWord);
  if (flags === undefined)
    return places.map(({ path }) => ({ path, message: 'stands for flags, and no extra_args are declared' }));
  const message = `must hold the word "${extraArgsWord}" once, at the place of the flags, and not under a condition`;
  return places.length === 1 && places[0]?.when === null ? [] : [{ path: ['args'], at: 'key', message }];
}

function checkUse({ parameters, args }: Definition, slots: readonly ArgSlot[]): readonly Slip[] {
  const used = new Set([
    ...slots.flatMap(({ template }) =>
      template.flatMap((piece) => (piece.kind === 'param' ? [piece.name] : [])),
    ),
    ...args.flatMap((entry) => (typeof entry === 'string' ? [] : [entry.when])),
  ]);
  return Object.entries(parameters)
    .filter(([name, { type }]) => type !== 'secret' && type !== 'target' && !used.has(name))
    .map(([name]) => ({
      path: ['parameters', name],
      at: 'key',
      message: `is used nowhere; put {${name}} into args`,
    }));
}
