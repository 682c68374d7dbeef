import type { Verdict } from './check.ts';

/** Looks which of the names are missing; `has` starts and loads nothing. */
export async function lookAtDependencies(
  names: readonly string[],
  has: (name: string) => Promise<boolean>,
): Promise<Verdict> {
  const found = await Promise.all(names.map(has));
  const missing = names.filter((_, at) => found[at] !== true);
  const figures = { wanted: names.length, missing };
  if (names.length === 0) return { status: 'pass', message: 'No dependencies are configured.', figures };
  return missing.length === 0
    ? { status: 'pass', message: `All ${names.length} dependencies are there.`, figures }
    : { status: 'fail', message: `Dependencies are missing: ${missing.join(', ')}.`, figures };
}
