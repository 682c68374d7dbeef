import { nearest } from '../kernel/nearest.ts';
import { acceptedFlags, type Grammar } from './grammar.ts';

/** What to do instead of a word that is no flag of the grammar, most useful first. */
export function flagAdvice(grammar: Grammar, token: string): readonly string[] {
  const flags = acceptedFlags(grammar).filter(isFlag);
  const all = allFlags(grammar);
  if (!isFlag(token))
    return ['Name what to touch in the target parameter, and values behind their flag.', all];
  const meant = nearest(token.replace(/=.*$/, ''), flags);
  return meant === null ? [all] : [`Did you mean ${describe(grammar, meant)}?`, all];
}

/** What the grammar takes, in one sentence. */
export function allFlags(grammar: Grammar): string {
  const flags = acceptedFlags(grammar).filter(isFlag);
  return flags.length === 0 ? 'This tool takes no extra arguments.' : `Accepted flags: ${flags.join(' ')}`;
}

function describe(grammar: Grammar, flag: string): string {
  const spec = grammar[flag];
  return spec?.kind === 'sets' ? `${flag} (the parameter ${spec.param})` : flag;
}

/** Bare words, such as the types of dig, are not told: a parameter lists them. */
const isFlag = (word: string): boolean => /^[-+]/.test(word);
