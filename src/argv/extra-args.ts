import { vouch } from '../kernel/brand.ts';
import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Arg } from './arg.ts';
import { allFlags, flagAdvice } from './flag-advice.ts';
import { valueOf, type Grammar } from './grammar.ts';
import { matchFlag, type FlagMatch } from './match-flag.ts';
import { spellingsOf } from './spelling.ts';
import { splitTokens } from './tokens.ts';
import type { Spelling, ValueRead, ValueSpec } from './value-spec.ts';
import { word } from './word.ts';

/** Extra arguments, parsed: typed parameters that they set, and flags of their own. */
export interface ExtraArgs {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The place that each input came from: `ports` → `extra_args[1]`. */
  readonly origins: Readonly<Record<string, string>>;
  /** Rebuilt from the parse: no byte of the caller's spelling goes on unchecked. */
  readonly args: readonly Arg[];
}

/** Parses `extra_args` by a tool's grammar. Only exact flags with checked values pass; the rest is `args.refused`. */
export function parseExtraArgs(
  grammar: Grammar,
  input: string | readonly string[],
  limits: { readonly maxLength: number; readonly field?: string },
): Result<ExtraArgs> {
  const field = limits.field ?? 'extra_args';
  const tokens = splitTokens(input, limits.maxLength, field);
  return tokens.ok ? parseTokens(grammar, tokens.value, field) : tokens;
}

function parseTokens(grammar: Grammar, tokens: readonly string[], field: string): Result<ExtraArgs> {
  const inputs = new Map<string, unknown>();
  const origins = new Map<string, string>();
  const args: Arg[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < tokens.length; index += 1) {
    const place = `${field}[${index}]`;
    const read = readFlag(grammar, tokens, index, place);
    if (!read.ok) return read;
    const { match, value, taken } = read.value;
    const { flag, spec } = match;
    const param = spec.kind === 'sets' ? spec.param : null;
    if (seen.has(flag)) return refuse(place, `repeats ${flag}`, ['Give each flag once.']);
    if (param !== null && inputs.has(param)) {
      const first = origins.get(param) ?? field;
      return refuse(place, `sets ${param}, which ${first} has set already`, ['Give one of the two.']);
    }
    seen.add(flag);
    index += taken;
    if (param === null) args.push(...written(match, value));
    else {
      inputs.set(param, spec.kind === 'sets' && spec.to.kind === 'fixed' ? spec.to.value : value?.value);
      origins.set(param, place);
    }
  }
  return ok({ inputs: Object.fromEntries(inputs), origins: Object.fromEntries(origins), args });
}

interface FlagRead {
  readonly match: FlagMatch;
  readonly value: ValueRead | null;
  /** How many further words the value took. */
  readonly taken: 0 | 1;
}

function readFlag(
  grammar: Grammar,
  tokens: readonly string[],
  index: number,
  place: string,
): Result<FlagRead> {
  const token = tokens[index] ?? '';
  const match = matchFlag(grammar, token);
  if (match === null)
    return refuse(place, `${quote(token)} is no flag that this tool accepts`, flagAdvice(grammar, token));
  const { flag, spec, attached } = match;
  if (spec.kind === 'refused')
    return refuse(place, `${quote(token)} is refused: ${withoutStop(spec.advice)}`, [allFlags(grammar)]);
  const valueSpec = valueOf(spec);
  if (valueSpec === null) return ok({ match, value: null, taken: 0 });
  const separate = attached === null && spellingsOf(flag, valueSpec).includes('separate');
  const given = attached ?? (separate ? tokens[index + 1] : undefined);
  if (given === undefined || given === '' || (separate && given.startsWith('-'))) {
    return refuse(place, `${flag} needs a value: ${valueSpec.expects}`, [
      `Write it as ${joinedText(flag, valueSpec, 'VALUE')}.`,
    ]);
  }
  const value = valueSpec.read(given);
  if (!value.ok)
    return refuse(place, `the value of ${flag} is wrong: ${value.error}`, [
      `${flag} takes ${valueSpec.expects}.`,
    ]);
  return ok({ match, value: value.value, taken: separate ? 1 : 0 });
}

function written({ flag, spec }: FlagMatch, value: ValueRead | null): readonly Arg[] {
  const valueSpec = valueOf(spec);
  if (valueSpec === null || value === null) return [arg(flag)];
  if (spellingOf(flag, valueSpec) === 'separate') return [arg(flag), arg(value.text)];
  return [arg(joinedText(flag, valueSpec, value.text))];
}

/** The flag and a value in the spelling that argv is written in. */
function joinedText(flag: string, spec: ValueSpec, text: string): string {
  const between = { separate: ' ', equals: '=', glued: '' } as const;
  return `${flag}${between[spellingOf(flag, spec)]}${text}`;
}

const spellingOf = (flag: string, spec: ValueSpec): Spelling => spellingsOf(flag, spec)[0] ?? 'separate';

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

const arg = (text: string): Arg => vouch<Arg>(word(text));

const refuse = (place: string, why: string, next: readonly string[]): Result<never> =>
  err(failure('args.refused', `${place}: ${why}. Nothing was sent.`, { field: place, next }));
