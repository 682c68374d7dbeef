import { valueOf, type FlagSpec, type Grammar } from './grammar.ts';
import { spellingsOf } from './spelling.ts';

/** The flag that a word spells, and the value that is joined to it. */
export interface FlagMatch {
  readonly flag: string;
  readonly spec: FlagSpec;
  readonly attached: string | null;
}

/**
 * Finds the flag of a word: the whole word, else what stands before `=`, else the longest flag that takes glued values. There
 * are no prefixes, abbreviations or clusters, since `-fi FILE` is `-f -i FILE` to a program.
 */
export function matchFlag(grammar: Grammar, token: string): FlagMatch | null {
  const exact = specOf(grammar, token);
  if (exact !== null) return { flag: token, spec: exact, attached: null };
  const equals = token.indexOf('=');
  const before = equals > 0 ? specOf(grammar, token.slice(0, equals)) : null;
  if (before !== null && joins(token.slice(0, equals), before, 'equals')) {
    return { flag: token.slice(0, equals), spec: before, attached: token.slice(equals + 1) };
  }
  const flag = Object.keys(grammar)
    .filter((candidate) => token.startsWith(candidate))
    .toSorted((a, b) => b.length - a.length)
    .find((candidate) => joins(candidate, specOf(grammar, candidate), 'glued'));
  const spec = flag === undefined ? null : specOf(grammar, flag);
  return flag === undefined || spec === null ? null : { flag, spec, attached: token.slice(flag.length) };
}

/** Own properties alone: `constructor` and `__proto__` are no flags. */
function specOf(grammar: Grammar, flag: string): FlagSpec | null {
  return Object.hasOwn(grammar, flag) ? (grammar[flag] ?? null) : null;
}

function joins(flag: string, spec: FlagSpec | null, spelling: 'equals' | 'glued'): boolean {
  if (spec === null) return false;
  // A refused flag is recognised however it is written, so that its advice is given.
  if (spec.kind === 'refused') return spelling === 'equals' || !flag.startsWith('--');
  const value = valueOf(spec);
  return value !== null && spellingsOf(flag, value).includes(spelling);
}
