import { quote } from '../../kernel/quote.ts';
import { isBehindOption, type ArgSlot } from './arg-slots.ts';
import { wrongCode } from './check-code.ts';
import { wrongTargetPlace } from './check-target-place.ts';
import { wrongValuePlace } from './check-value-place.ts';
import { isAlwaysGiven } from './condition.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { hostsIn } from './hosts-in-word.ts';
import { parameterOf } from './parameter-of.ts';
import type { Slip } from './slips.ts';
import { extraArgsWord, isFixed, placeText, readTemplate } from './template.ts';

/** Finds what is wrong with one word of `args`. */
export function checkSlot({ parameters, program, args }: Definition, slot: ArgSlot): readonly Slip[] {
  const { text, template, path } = slot;
  const refuse = (message: string): readonly Slip[] => [{ path, message }];
  if (text === extraArgsWord) return [];
  const read = readTemplate(text);
  if (!read.ok) return refuse(read.error);
  const [host] = template.flatMap((piece) =>
    piece.kind === 'fixed' ? hostsIn(piece.text, !isBehindOption(slot)) : [],
  );
  const named =
    host === undefined
      ? []
      : refuse(
          `names a host or an address, ${quote(host)}; only targets do, so that the scope judges them (a file is written as an absolute path or ./file)`,
        );
  if (isFixed(template)) return named;
  const written = template
    .map((piece, index) => (piece.kind === 'fixed' ? ownText(piece.text, index) : ''))
    .join('');
  if (/[.@ ]|:.*:/.test(written))
    return refuse(
      'holds a dot, an "@", a space or two colons beside a parameter: what they make together could name a host',
    );
  const misplaced = template.flatMap((piece, index) => {
    if (piece.kind === 'fixed') return [];
    const parameter = parameterOf(parameters, piece.name);
    if (parameter === undefined) return refuse(`names ${quote(piece.name)}, which is no parameter`);
    const why =
      wrongPart(parameter, piece.part) ??
      (parameter.type === 'target' && piece.part !== 'port'
        ? wrongTargetPlace(parameter, piece, slot, index, parameters)
        : wrongValuePlace(parameter, piece, slot, index)) ??
      wrongCondition(parameter, piece.name, slot) ??
      wrongCode({ program, args }, parameter, piece.part, slot);
    return why === null ? [] : refuse(`${placeText(piece)} ${why}`);
  });
  return misplaced.length > 0 ? misplaced : named;
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

function wrongCondition(parameter: Parameter, name: string, { when }: ArgSlot): string | null {
  return isAlwaysGiven(parameter) || when?.param === name
    ? null
    : `may be left out by a caller; write it under {when: ${name}, args: […]}`;
}
