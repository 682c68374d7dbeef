import type { ArgSlot } from './arg-slots.ts';
import { isCovered } from './condition.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { parameterOf } from './parameter-of.ts';
import type { Slip } from './slips.ts';
import { placeText, type Piece } from './template.ts';

/**
 * Finds names without what pins them, and targets that a call can leave out. A program that gets a name alone looks it up again,
 * after the scope has judged its answers: whoever answers for that name leads the program anywhere (DNS rebinding).
 */
export function checkPins({ parameters, profile }: Definition, slots: readonly ArgSlot[]): readonly Slip[] {
  const words = slots.flatMap((slot) => targetWords(slot, parameters));
  // With the profile offline nothing can be sent, wherever a name leads.
  const lacking = words.flatMap((word) => {
    const need = profile === 'offline' ? null : needOf(word);
    if (need === null) return [];
    const pins = words.filter((other) => meets(need, word, other)).map(({ slot }) => slot.when);
    return isCovered(word.slot.when, pins, parameters) ? [] : [{ word, need }];
  });
  const targets = Object.entries(parameters).flatMap(([name, { type }]) => (type === 'target' ? [name] : []));
  const absent = targets.filter((name) => {
    const places = words.filter((word) => word.name === name && (word.kind === 'query' || isPin(word)));
    const whens = places.map(({ slot }) => slot.when);
    return !isCovered({ param: name, is: undefined }, whens, parameters);
  });
  return [
    ...lacking.map(({ word, need }) => ({
      path: word.slot.path,
      message: `${placeText(word.piece)} ${wantOf(need, word.name)}`,
    })),
    ...absent
      .filter((name) => lacking.every(({ word }) => word.name !== name))
      .map((name) => ({
        path: ['parameters', name],
        at: 'key' as const,
        message: `is not in the command line of every call that names it; put {${name}} into args without a condition, or under {when: ${name}} where it may be left out`,
      })),
  ];
}

/** A place of a target in the command line. */
interface TargetWord {
  readonly slot: ArgSlot;
  readonly piece: Place;
  readonly name: string;
  readonly kind: (Parameter & { readonly type: 'target' })['kind'];
}

type Place = Piece & { readonly kind: 'param' };

/** What must be in each command line that has a certain word. */
type Need = 'connection' | 'pin' | 'server';

const targetWords = (slot: ArgSlot, parameters: Definition['parameters']): readonly TargetWord[] =>
  slot.template.flatMap((piece) => {
    const parameter = piece.kind === 'param' ? parameterOf(parameters, piece.name) : undefined;
    return piece.kind === 'param' && parameter?.type === 'target'
      ? [{ slot, piece, name: piece.name, kind: parameter.kind }]
      : [];
  });

function needOf({ kind, piece: { part } }: TargetWord): Need | null {
  if (kind === 'query') return 'server';
  if (part === 'named') return 'connection';
  return part === 'host' || part === 'host_header' ? 'pin' : null;
}

function meets(need: Need, word: TargetWord, other: TargetWord): boolean {
  switch (need) {
    case 'connection':
      return other.name === word.name && other.piece.part === 'connect_to';
    case 'pin':
      return other.name === word.name && isPin(other);
    case 'server':
      return isPin(other);
  }
}

/** The words that lead to the address which the scope has judged. */
const isPin = ({ kind, piece: { part } }: TargetWord): boolean =>
  kind !== 'query' && (part === null || part === 'address' || part === 'connect_to');

function wantOf(need: Need, name: string): string {
  const again = 'and the program would look it up again, wherever that leads';
  switch (need) {
    case 'connection':
      return `names the host, ${again}; every call with it needs {${name}.connect_to} behind its option too (--connect-to of curl), or write {${name}}`;
    case 'pin':
      return `is the name alone, ${again}; every call with it needs {${name}}, {${name}.address} or {${name}.connect_to} too`;
    case 'server':
      return 'is looked up by the program, by whatever server this machine has; every call with it needs the server as well, a target of another kind (or say "profile: offline")';
  }
}
