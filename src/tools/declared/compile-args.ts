import type { Arg } from '../../argv/arg.ts';
import {
  blocks,
  connectTo,
  filePath,
  hostHeader,
  namedUrl,
  pinnedUrl,
  positional,
  type Part,
} from '../../argv/build.ts';
import { glued, operatorWord } from '../../argv/operator-word.ts';
import { valueText, type Checked } from '../../argv/word.ts';
import type { AuthorisedTarget, UrlFacts } from '../../scope/authorised-target.ts';
import { parsePorts, type PortSpec } from '../../scope/ports.ts';
import { argSlots, type ArgSlot } from './arg-slots.ts';
import { isMet } from './condition.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { extraArgsWord, isFixed, type Piece } from './template.ts';

/** What the places of a command line are filled with. */
export interface ArgValues {
  /** The caller's values by the names of their parameters, checked. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly targets: ReadonlyMap<string, AuthorisedTarget>;
  readonly files: ReadonlyMap<string, { readonly path: string }>;
  readonly extra: readonly Arg[];
}

/** Turns the words of a definition, which were checked, into the function that builds its command line. */
export function compileArgs({ args, parameters }: Definition): (values: ArgValues) => readonly Part[] {
  const slots = argSlots(args);
  return (values) =>
    slots
      .filter(({ when }) => isMet(when, values.input, parameters))
      .map((slot) => (slot.text === extraArgsWord ? values.extra : wordsOf(slot, values, parameters)));
}

/** The words that the operator wrote and that may hold a dot: the last look at a command line lets them through. */
export function fixedWordsOf({ args, parameters }: Definition): readonly string[] {
  const fixed = argSlots(args).flatMap(({ text, template }) =>
    isFixed(template) ? [text, text.slice(text.indexOf('=') + 1), text.replace(/^[^:]*: /, '')] : [],
  );
  const chosen = Object.values(parameters).flatMap((parameter) => {
    if (parameter.type === 'string') return parameter.enum ?? [];
    return parameter.type === 'list' && parameter.items.type === 'string' ? (parameter.items.enum ?? []) : [];
  });
  return [...fixed, ...chosen];
}

type Parameters = Readonly<Record<string, Parameter>>;

/** One word; several where it is a list or a target of several blocks. */
function wordsOf({ text, template }: ArgSlot, values: ArgValues, parameters: Parameters): readonly Arg[] {
  if (isFixed(template)) return [operatorWord(text)];
  const [first] = template;
  if (first?.kind === 'param' && template.length === 1 && isSpread(parameters[first.name])) {
    return blocks(targetOf(values, first.name));
  }
  const list = template.find((piece) => piece.kind === 'param' && isRepeated(parameters[piece.name]));
  if (list?.kind !== 'param') return [wordOf(template, values, parameters)];
  return itemsOf(values.input[list.name]).map((item) =>
    wordOf(template, { ...values, input: { ...values.input, [list.name]: item } }, parameters),
  );
}

const isSpread = (parameter: Parameter | undefined): boolean =>
  parameter?.type === 'target' && parameter.kind === 'host';

const isRepeated = (parameter: Parameter | undefined): boolean =>
  parameter?.type === 'list' && parameter.separator === undefined;

const wordOf = (template: readonly Piece[], values: ArgValues, parameters: Parameters): Arg =>
  glued(
    template.map((piece, index) => {
      if (piece.kind === 'fixed') return operatorWord(piece.text);
      const next = template[index + 1];
      const hasPort = next?.kind === 'fixed' && next.text.startsWith(':');
      return pieceOf(piece, parameters[piece.name], values, hasPort);
    }),
  );

function pieceOf(
  { name, part }: Piece & { readonly kind: 'param' },
  parameter: Parameter | undefined,
  values: ArgValues,
  hasPort: boolean,
): Arg | Checked {
  const value = values.input[name];
  switch (parameter?.type) {
    case 'target': {
      const target = targetOf(values, name);
      if (target.url !== null) return urlPart(target, target.url, part, hasPort);
      // [fd00::5]:443, since fd00::5:443 is another address.
      return hasPort && target.interval?.family === 6 ? bracketed(target.text) : positional(target);
    }
    case 'word_list':
    case 'file': {
      const file = values.files.get(name);
      if (file === undefined) throw new Error(`no file was found for ${name}`);
      return filePath(file);
    }
    case 'list':
      return Array.isArray(value)
        ? valueText(itemsOf(value).map(valueText).join(parameter.separator))
        : valueText(plain(name, value));
    case 'string':
    case 'integer':
    case 'port':
      return valueText(plain(name, value));
    case 'ports':
      return valueText(portsOf(name, value).text);
    case 'boolean':
    case 'secret':
    case undefined:
      throw new Error(`${name} has no place in a command line`);
  }
}

function urlPart(
  target: AuthorisedTarget,
  url: UrlFacts,
  part: string | null,
  hasPort: boolean,
): Arg | Checked {
  switch (part) {
    case 'named':
      return namedUrl(target);
    case 'host':
      return valueText(url.host);
    case 'address':
      return hasPort && url.address.includes(':') ? bracketed(url.address) : valueText(url.address);
    case 'port':
      return valueText(url.port);
    case 'connect_to':
      return connectTo(target)[1];
    case 'host_header':
      return hostHeader('-H', target)[1];
    case null:
      return pinnedUrl(target);
    default:
      throw new Error(`a web address has no ${part}`);
  }
}

/** The ports that a checked text names. */
export function portsOf(name: string, value: unknown): PortSpec {
  const spec = typeof value === 'string' ? parsePorts(value, name) : null;
  if (spec?.ok !== true) throw new Error(`${name} was not checked`);
  return spec.value;
}

const bracketed = (address: string): Checked => valueText(`[${address}]`);

function targetOf({ targets }: ArgValues, name: string): AuthorisedTarget {
  const target = targets.get(name);
  if (target === undefined) throw new Error(`${name} names no target`);
  return target;
}

const itemsOf = (value: unknown): readonly (string | number)[] =>
  Array.isArray(value) ? value.map((item: unknown) => plain('an item', item)) : [];

function plain(name: string, value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`${name} is no word`);
}
