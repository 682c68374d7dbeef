import type { Grammar } from './grammar.ts';

/** A flag, or a bare word, of a program that says the same as a typed parameter. */
export interface FlagMeaning {
  readonly flag: string;
  readonly param: string;
  /** Whether `extra_args` takes it; otherwise only the parameter does. */
  readonly accepted: boolean;
  /** It means the parameter only where this word is on the command line; null for always. */
  readonly beside: string | null;
}

/** Every flag of a grammar that stands for a typed parameter, in its order. */
export const flagMeanings = (grammar: Grammar): readonly FlagMeaning[] =>
  Object.entries(grammar).flatMap(([flag, spec]): readonly FlagMeaning[] => {
    if (spec.kind === 'sets') return [{ flag, param: spec.param, accepted: true, beside: null }];
    if (spec.kind !== 'refused' || spec.param === null) return [];
    return [{ flag, param: spec.param.name, accepted: false, beside: spec.param.beside }];
  });
