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
  /** A well-known flag that is refused, and what to do instead. */
  | { readonly kind: 'refused'; readonly advice: string };

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
export const instead = (advice: string): FlagSpec => ({ kind: 'refused', advice });

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
