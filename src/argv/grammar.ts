import type { ValueSpec } from './value-spec.ts';

/** The flags that `extra_args` takes, each spelled exactly. What is not here is refused. */
export type Grammar = Readonly<Record<string, FlagSpec>>;

/** What a flag means. A bare `ValueSpec`, such as `int(1, 10)`, is a flag that goes into argv with its checked value. */
export type FlagSpec =
  | ValueSpec
  /** The flag goes into argv as it stands. */
  | { readonly kind: 'none' }
  /** The flag is another spelling of a typed parameter: the parameter's own checks and budgets apply. */
  | { readonly kind: 'sets'; readonly param: string; readonly to: Fixed | ValueSpec }
  /** A well-known flag that is refused, and what to do instead; `param` is the typed parameter that takes its value as it stands. */
  | { readonly kind: 'refused'; readonly advice: string; readonly param: Stand | null };

/** A typed parameter that stands for a flag; where the flag means other things too, only `beside` this word of the command line. */
interface Stand {
  readonly name: string;
  readonly beside: string | null;
}

interface Fixed {
  readonly kind: 'fixed';
  readonly value: FixedValue;
}

type FixedValue = boolean | number | string | readonly string[];

/** A flag without a value. */
export const none: FlagSpec = { kind: 'none' };

/** A flag that sets a typed parameter: to a fixed value (`-sV` sets service_detection), or to its own (`-p 80` sets ports). */
export const sets = (param: string, to: FixedValue | ValueSpec): FlagSpec => ({
  kind: 'sets',
  param,
  to: typeof to === 'object' && 'kind' in to ? to : { kind: 'fixed', value: to },
});

/** A well-known flag that is refused; `advice` is a sentence that says what to do instead. */
export const instead = (advice: string): FlagSpec => ({ kind: 'refused', advice, param: null });

/** A well-known flag that is refused since a typed parameter takes its value, as `-u URL` is `target`. */
export const givenAs = (
  param: string,
  details: { readonly advice?: string; readonly beside?: string } = {},
): FlagSpec => ({
  kind: 'refused',
  advice: details.advice ?? `Give it as ${param}.`,
  param: { name: param, beside: details.beside ?? null },
});

/** Bare words that people write for a parameter, as in `dig NAME TXT`: its choices alone, as they are or in lower case. */
export const bareWords = (param: string, choices: readonly string[]): Grammar =>
  Object.fromEntries(
    choices.flatMap((choice) =>
      [choice, choice.toLowerCase()].map((word) => [word, sets(param, choice)] as const),
    ),
  );

/** Well-known flags that are refused, by what to do instead: `{'-o --output': 'Results are returned to you.'}`. */
export const insteadOf = (advice: Readonly<Record<string, string>>): Grammar =>
  Object.fromEntries(
    Object.entries(advice).flatMap(([flags, sentence]) =>
      flags.split(' ').map((flag) => [flag, instead(sentence)] as const),
    ),
  );

/** The value that a flag takes, or null where it takes none. */
export function valueOf(spec: FlagSpec): ValueSpec | null {
  if (spec.kind === 'value') return spec;
  return spec.kind === 'sets' && spec.to.kind === 'value' ? spec.to : null;
}

/** The flags that can be used, for schemas and refusals. */
export const acceptedFlags = (grammar: Grammar): readonly string[] =>
  Object.entries(grammar).flatMap(([flag, spec]) => (spec.kind === 'refused' ? [] : [flag]));
