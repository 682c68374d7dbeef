import { isBehindOption, type ArgSlot } from './arg-slots.ts';
import type { Parameter } from './format-parameters.ts';
import { hostsIn } from './hosts-in-word.ts';
import { templateText, type Piece } from './template.ts';

/**
 * Why the value of a parameter that is no target may not stand as a piece of a word, as a clause; null where it may. To most
 * programs `localhost`, 172818452 and `0x7f000001` are hosts, so a value stands nowhere where a host does: not behind `@`, `//`
 * or `scheme:`, not before a `:`, and not as an operand, unless the operator wrote every value or it is a port or a file.
 */
export function wrongValuePlace(
  parameter: Parameter,
  piece: Piece & { readonly kind: 'param' },
  slot: ArgSlot,
  index: number,
): string | null {
  const { template } = slot;
  const start = templateText(template.slice(0, index));
  const rest = templateText(template.slice(index + 1));
  if (parameter.type === 'boolean') return 'is true or false and no word; use {when: …, args: […]}';
  if (parameter.type === 'secret')
    return 'is a secret, and every user of the machine can read a command line; its file holds it';
  if (parameter.type === 'word_list' || parameter.type === 'file')
    return /^(?:[-+][^=]*=)?$/.test(start) && rest === ''
      ? null
      : 'must be a word of its own, or stand behind an option and "="';
  if (/(?:^|=)\/+(?:dev|net|proc)\//.test(start))
    return 'stands in a path below /dev, /net or /proc, of which programs make connections';
  if (!/^$|[=:,/+@]$/.test(start)) return 'must begin its word, or stand behind one of = : , / +';
  if (/^[-+][^=]*$/.test(start) && !(start === '+' && isOwnWord(parameter)))
    return 'stands in a word that begins with - or +, so it could be an option; write --option={…}, or two words';
  if (start.endsWith('@') || start.includes('//'))
    return 'stands behind "@" or "//", where a host stands; only a target may stand there';
  const isPort = parameter.type === 'port' || parameter.type === 'ports' || piece.part === 'port';
  if (start.endsWith(':') && !(isPort && isProtocol.test(start)))
    return 'stands behind ":", where a host or a port stands; only a port may, behind one host or T:, U:, S:, tcp:, udp: or sctp:';
  if (rest.startsWith(':')) return 'stands before ":", where a host stands; only a target may stand there';
  const isNumber = parameter.type === 'integer' || isPort;
  if (!(rest === '' || /^[,/+=]/.test(rest) || (isNumber && /^[A-Za-z]{1,8}$/.test(rest))))
    return 'must end its word, or be followed by one of , / + =';
  if (isSpelled(parameter) && !(/^(?:[-+][^=]*=)?$/.test(start) && rest === ''))
    return 'has values with one of . : @ /, so it must be a word of its own, or stand behind an option and "="';
  if (isNamed.test(start) || isUnderFolder.test(start)) return null;
  const isRepeated = parameter.type === 'list' && parameter.separator === undefined;
  if (isBehindOption(slot) && !isRepeated) return null;
  if (isHarmless(parameter, isPort, start) && rest === '') return null;
  return isBehindOption(slot)
    ? 'is a word for each item, of which the option takes the first alone; give it a separator, or write --option={…}'
    : 'stands alone, and a program takes such a word for a target; put an option right before it, or write --option={…}';
}

/** `-pT:`, `--ports=U:` or a host in front of the port, whose place was checked with it. */
const isProtocol = /(?:^|[=,])(?:[TUS]|tcp|udp|sctp):$|^[^:]*\}:$/;

/** `--level=` or `level=`: the program is told what the value is. */
const isNamed = /^(?:[-+][^=]+|[A-Za-z][\w-]*)=/;

/** A folder that the operator wrote: what stands in it is a path, wherever it stands. */
const isUnderFolder = /^\/(?!(?:dev|net|proc)\/)[\w-]+(?:\/[\w{}-]+)*\/$/;

/** What can be an operand: a port, words that the operator wrote, and numbers behind a plus. */
function isHarmless(parameter: Parameter, isPort: boolean, start: string): boolean {
  // 10/8 is a network.
  const isNetwork = parameter.type === 'list' && parameter.separator === '/';
  const isTarget = choicesOf(parameter).some((choice) => hostsIn(choice, true).length > 0);
  if (start === '') return isPort || (isChosen(parameter) && !isNetwork && !isTarget);
  return start === '+' || isProtocol.test(start);
}

/** Values that no caller can spell as a name. */
const isOwnWord = (parameter: Parameter): boolean => parameter.type === 'integer' || isChosen(parameter);

const isChosen = (parameter: Parameter): boolean => choicesOf(parameter).length > 0;

const isSpelled = (parameter: Parameter): boolean => choicesOf(parameter).some((one) => /[.:@/]/.test(one));

function choicesOf(parameter: Parameter): readonly string[] {
  if (parameter.type === 'string') return parameter.enum ?? [];
  return parameter.type === 'list' && parameter.items.type === 'string' ? (parameter.items.enum ?? []) : [];
}
