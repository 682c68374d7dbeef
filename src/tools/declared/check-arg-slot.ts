import { quote } from '../../kernel/quote.ts';
import type { ArgSlot } from './arg-slots.ts';
import { namesHost } from './check-parameters.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import type { Slip } from './slips.ts';
import { extraArgsWord, isFixed, readTemplate, type Piece } from './template.ts';

/** Finds what is wrong with one word of `args`. */
export function checkSlot({ parameters }: Definition, slot: ArgSlot): readonly Slip[] {
  const { text, template, path } = slot;
  const refuse = (message: string): readonly Slip[] => [{ path, message }];
  if (text === extraArgsWord) return [];
  const read = readTemplate(text);
  if (!read.ok) return refuse(read.error);
  if (isFixed(template)) {
    const subject = text.replace(/^[-+][^=]*=/, '').replace(/^[A-Za-z][A-Za-z0-9-]*: /, '');
    return namesHost(subject)
      ? refuse(
          `names a host or an address, ${quote(subject)}; only targets do, so that the scope judges them (a file is written as an absolute path)`,
        )
      : [];
  }
  const written = template
    .map((piece, index) => (piece.kind === 'fixed' ? ownText(piece.text, index) : ''))
    .join('');
  if (/[.@ ]|:.*:/.test(written))
    return refuse(
      'holds a dot, an "@", a space or two colons beside a parameter: what they make together could name a host',
    );
  return template.flatMap((piece, index) => {
    if (piece.kind === 'fixed') return [];
    const parameter = parameters[piece.name];
    if (parameter === undefined) return refuse(`names ${quote(piece.name)}, which is no parameter`);
    const why =
      wrongPart(parameter, piece.part) ??
      wrongPlace(parameter, piece, slot, index) ??
      wrongCondition(parameter, piece.name, slot);
    return why === null ? [] : refuse(`{${piece.name}} ${why}`);
  });
}

/** The operator's part of a word, without the `@` that dig and others want before a server. */
const ownText = (text: string, index: number): string => (index === 0 ? text.replace(/@$/, '') : text);

const urlParts: readonly string[] = ['named', 'host', 'address', 'port', 'connect_to', 'host_header'];

function wrongPart({ type, ...rest }: Parameter, part: string | null): string | null {
  if (part === null) return null;
  if (type === 'target' && 'kind' in rest && rest.kind === 'url')
    return urlParts.includes(part) ? null : `has no part ${quote(part)}; there are ${urlParts.join(', ')}`;
  return `has no parts; only a target of the kind url has`;
}

/** Where a value may stand: what the last look at a command line could not tell from a second target is refused here. */
function wrongPlace(
  parameter: Parameter,
  piece: Piece & { readonly kind: 'param' },
  slot: ArgSlot,
  index: number,
): string | null {
  const { template, before } = slot;
  const start = textOf(template.slice(0, index));
  const rest = textOf(template.slice(index + 1));
  const isAlone = template.length === 1;
  const behindOption = before !== null && /^[-+]./.test(before) && before !== '--' && !before.includes('{');
  if (parameter.type === 'boolean') return 'is true or false and no word; use {when: …, args: […]}';
  if (parameter.type === 'secret')
    return 'is a secret, and every user of the machine can read a command line; its file holds it';
  if (!isAlone && !/^$|[=:,/+@]$/.test(start))
    return 'must begin its word, or stand behind one of = : , / + @';
  if (parameter.type === 'target' && piece.part !== 'port') {
    if (parameter.kind === 'host' && !isAlone)
      return 'can be several blocks, so it must be a word of its own';
    if (!isBesideTarget.test(start)) return 'must begin its word, or stand behind "@" or an option and "="';
    const isMachine = parameter.kind === 'one_host' || piece.part === 'address';
    const isPlain = isMachine && /^:(?:[0-9]{1,5}|\{[a-z0-9_]+\})$/.test(rest);
    return rest === '' || isPlain ? null : 'must end its word; only a port may follow one host';
  }
  if (parameter.type === 'word_list' || parameter.type === 'file')
    return /^(?:[-+][^=]*=)?$/.test(start) && rest === ''
      ? null
      : 'must be a word of its own, or stand behind an option and "="';
  const isPort = parameter.type === 'port' || piece.part === 'port';
  const isNumber = parameter.type === 'integer' || isPort;
  if (!(rest === '' || /^[:,/+=]/.test(rest) || (isNumber && /^[A-Za-z]{1,8}$/.test(rest))))
    return 'must end its word, or be followed by one of : , / + =';
  if (isDotted(parameter) && !(isBesideTarget.test(start) && rest === ''))
    return 'has values with a dot or a colon, so it must be a word of its own, or stand behind an option and "="';
  const isHarmless = isPort || isChosen(parameter);
  return isHarmless || index > 0 || behindOption
    ? null
    : 'stands alone, and a program takes such a word for a target; put an option right before it, or write --option={…}';
}

/** Where the last look at a command line knows a target again. */
const isBesideTarget = /^(?:[-+][^=]*=)?@?$/;

const choicesOf = (parameter: Parameter): readonly string[] => {
  if (parameter.type === 'string') return parameter.enum ?? [];
  return parameter.type === 'list' && parameter.items.type === 'string' ? (parameter.items.enum ?? []) : [];
};

const isChosen = (parameter: Parameter): boolean => choicesOf(parameter).length > 0;

const isDotted = (parameter: Parameter): boolean => choicesOf(parameter).some((one) => /[.:]/.test(one));

function wrongCondition(parameter: Parameter, name: string, { when }: ArgSlot): string | null {
  const isAlways = parameter.required || ('default' in parameter && parameter.default !== undefined);
  return isAlways || when?.param === name
    ? null
    : `may be left out by a caller; write it under {when: ${name}, args: […]}`;
}

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'fixed' ? piece.text : `{${piece.name}}`)).join('');
