import type { Path } from '../../config/tree.ts';
import { quote } from '../../kernel/quote.ts';
import { commonInputs } from '../common-inputs.ts';
import { checkChoices } from './check-choices.ts';
import { checkSecrets } from './check-secrets.ts';
import { parameterValue } from './compile-params.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { charRange, firstOutside, holds, oneChar, unite } from './pattern/char-set.ts';
import { readPattern } from './pattern/pattern.ts';
import type { Slip } from './slips.ts';

/** Finds what is wrong with the parameters, each looked at alone. */
export function checkParameters(definition: Definition): readonly Slip[] {
  const { parameters, profile } = definition;
  const { target } = parameters;
  const missing: readonly Slip[] =
    target?.type === 'target'
      ? []
      : [
          {
            path: ['parameters'],
            at: 'key',
            message: 'must hold "target", a parameter of the type target: every tool has one',
          },
        ];
  const each = Object.entries(parameters).flatMap(([name, one]) => checkOne(name, one, profile));
  return [...missing, ...each, ...checkSecrets(definition)];
}

const reserved: readonly string[] = Object.keys(commonInputs.shape).filter((name) => name !== 'target');

function checkOne(name: string, parameter: Parameter, profile: Definition['profile']): readonly Slip[] {
  const path = ['parameters', name];
  if (reserved.includes(name))
    return [{ path, at: 'key', message: 'is an input that every tool has already; choose another name' }];
  switch (parameter.type) {
    case 'string': {
      const slips = checkText(path, parameter);
      return slips.length > 0 ? slips : checkDefault(path, parameter);
    }
    case 'list': {
      const { items } = parameter;
      const slips =
        items.type === 'string'
          ? checkText([...path, 'items'], items)
          : checkBounds([...path, 'items'], items);
      return slips.length > 0 ? slips : checkDefault(path, parameter);
    }
    case 'integer': {
      const slips = checkBounds(path, parameter);
      return slips.length > 0 ? slips : checkDefault(path, parameter);
    }
    case 'ports':
      return checkDefault(path, parameter);
    case 'target':
      return checkTarget(path, name, parameter, profile);
    case 'boolean':
    case 'port':
    case 'word_list':
    case 'file':
    case 'secret':
      return [];
  }
}

function checkTarget(
  path: Path,
  name: string,
  { kind, required }: Parameter & { readonly type: 'target' },
  profile: Definition['profile'],
): readonly Slip[] {
  if (name === 'target' && !required)
    return [{ path: [...path, 'required'], message: 'must be true: every call names its target' }];
  return profile === 'offline' && kind !== 'query'
    ? [
        {
          path: [...path, 'kind'],
          message: `must be query: with the profile offline nothing can be sent, is "${kind}"`,
        },
      ]
    : [];
}

const checkBounds = (
  path: Path,
  { min, max }: { readonly min: number; readonly max: number },
): readonly Slip[] =>
  min > max ? [{ path: [...path, 'max'], message: `must be at least min, ${min}, is ${max}` }] : [];

interface TextRules {
  readonly pattern?: string | undefined;
  readonly enum?: readonly string[] | undefined;
}

/** A text from a caller goes into a command line: its pattern must not let through what could be anything but a value. */
function checkText(path: Path, { pattern, enum: choices }: TextRules): readonly Slip[] {
  if ((pattern === undefined) === (choices === undefined))
    return [
      {
        path,
        at: 'key',
        message: 'needs either a pattern or an enum, so that callers cannot send anything they like',
      },
    ];
  if (choices !== undefined) return checkChoices([...path, 'enum'], choices);
  const refuse = (message: string): readonly Slip[] => [{ path: [...path, 'pattern'], message }];
  const read = readPattern(pattern ?? '');
  if (!read.ok) return refuse(read.error);
  const { alphabet, firsts, anchored, fits } = read.value;
  if (anchored) return refuse('holds an anchor; all of the text must fit in any case, so leave ^ and $ out');
  const stranger = firstOutside(alphabet, printable);
  if (stranger !== null)
    return refuse(
      `lets ${quote(stranger)} through; it may let printable ASCII through, without spaces (write a class such as [A-Za-z0-9_])`,
    );
  const special = firstOutside(alphabet, plain);
  if (special !== null)
    return refuse(
      `lets ${quote(special)} through, which shells and other interpreters act on; of printable ASCII, letters, digits and _ - + = , / are plain`,
    );
  const spelled = ['.', ':', '@'].find((character) => holds(alphabet, character.charCodeAt(0)));
  if (spelled !== undefined)
    return refuse(
      `lets ${quote(spelled)} through, of which addresses, host names and URLs are made; use a target for those, or an enum`,
    );
  const first = firstOutside(firsts, plainFirsts);
  if (first !== null)
    return refuse(
      `lets a text through that begins with ${quote(first)}: of such texts options, paths and files are made, so it may begin with a letter, a digit or "_" (a path is of the type file)`,
    );
  if (firstOutside(alphabet, digits) === null)
    return refuse('lets digits through alone, and a number can be an address; use the type integer');
  return fits('') ? refuse('lets the empty text through') : [];
}

function checkDefault(path: Path, parameter: Parameter & { readonly default?: unknown }): readonly Slip[] {
  if (parameter.default === undefined) return [];
  const { success } = parameterValue(String(path.at(-1)), parameter).safeParse(parameter.default);
  return success
    ? []
    : [{ path: [...path, 'default'], message: 'must be a value that callers may send, and is not' }];
}

const digits = charRange(0x30, 0x39);
/** `-x` and `+x` are options, `/x` is a path and `//x` a host, `@x` and `<x` are files to curl. */
const plainFirsts = unite([digits, charRange(0x41, 0x5a), charRange(0x61, 0x7a), oneChar('_')]);
const printable = charRange(0x21, 0x7e);
/** What no shell, no interpreter and no `ProxyCommand=` gives a meaning to, and what other rules speak of. */
const plain = unite([plainFirsts, ...Array.from('-+=,/.:@', oneChar)]);
