import type { Spelling, ValueSpec } from './value-spec.ts';

/** The same value, joined to its flag in these ways alone; the first is how argv is written. */
export const spelled = (spec: ValueSpec, ...spellings: readonly Spelling[]): ValueSpec => ({
  ...spec,
  spellings,
});

/** How a value may be joined to a flag; where the grammar does not say, by the customs of the flag's look. */
export function spellingsOf(flag: string, spec: ValueSpec): readonly Spelling[] {
  if (spec.spellings !== null) return spec.spellings;
  if (flag.startsWith('+')) return ['equals'];
  if (flag.startsWith('--')) return ['separate', 'equals'];
  return flag.length === 2 ? ['separate', 'glued'] : ['separate'];
}
