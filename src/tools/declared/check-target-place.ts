import { isBehindOption, isOptionStart, type ArgSlot } from './arg-slots.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { gluedPort } from './glued-port.ts';
import { templateText, type Piece, type Template } from './template.ts';

/**
 * Why a target may not stand as a piece of a word, as a clause; null where it may: where the last look at a command line knows
 * it again, with nothing glued to it but a port that the scope judges.
 */
export function wrongTargetPlace(
  { kind }: Parameter & { readonly type: 'target' },
  { part }: Piece & { readonly kind: 'param' },
  slot: ArgSlot,
  index: number,
  parameters: Definition['parameters'],
): string | null {
  const { template } = slot;
  const start = templateText(template.slice(0, index));
  if (kind === 'host' && template.length > 1) return 'can be several blocks, so it must be a word of its own';
  const isMachine = kind === 'one_host' || part === 'address';
  const isServer = start.endsWith('@');
  if (!(start === '' || start === '@' || isOptionStart(slot, isServer ? start.slice(0, -1) : start)))
    return 'must begin its word, or stand behind "@" or an option and "="';
  if (isServer && !isMachine)
    return 'stands behind "@", where programs look a name up; only the address of one host may';
  // As an operand, a name is one more host to go to, and a program would look it up again.
  const isLoose = !isBehindOption(slot) && !isOptionStart(slot, start);
  if (part !== null && ofOptions.includes(part) && isLoose)
    return 'stands alone, and a program takes such a word for a target; put its option right before it, or write --option={…}';
  const hasEnd = template.length === index + 1 || (isMachine && isPort(template.slice(index), parameters));
  return hasEnd
    ? null
    : 'must end its word; only a port may follow one host: a parameter of the type port, or a number from 1 to 65535';
}

/** The parts of a web address that make sense as the value of an option alone. */
const ofOptions: readonly string[] = ['host', 'host_header', 'connect_to'];

/** A host and its port. An integer or a text would be a port that nobody judges. */
function isPort(pieces: Template, parameters: Definition['parameters']): boolean {
  const [, colon, port, ...others] = pieces;
  if (port === undefined) return gluedPort(pieces) !== null;
  const isColon = colon?.kind === 'fixed' && colon.text === ':';
  const isJudged = port.kind === 'param' && (port.part === 'port' || parameters[port.name]?.type === 'port');
  return isColon && isJudged && others.length === 0;
}
