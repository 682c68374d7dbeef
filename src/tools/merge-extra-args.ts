import type { ExtraArgs } from '../argv/extra-args.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { shown } from './shown.ts';

/**
 * Puts what `extra_args` says about typed parameters beside what the caller said directly, so that one set of checks and
 * budgets sees both. Saying two different things is refused: guessing which one was meant would be ours to answer for.
 */
export function mergeExtraArgs(
  fields: ReadonlyMap<string, unknown>,
  { inputs, origins }: ExtraArgs,
): Result<ReadonlyMap<string, unknown>> {
  const merged = new Map(fields);
  for (const [name, value] of Object.entries(inputs)) {
    const direct = fields.get(name);
    if (direct !== undefined && !isSame(direct, value)) {
      const field = origins[name] ?? 'extra_args';
      const both = `${name}=${shown(direct)} and, in ${field}, ${name}=${shown(value)}`;
      return err(
        failure('args.refused', `The call says both ${both}. Nothing was sent.`, {
          field,
          next: [`Give ${name} once.`],
        }),
      );
    }
    merged.set(name, value);
  }
  return ok(merged);
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((entry, index) => Object.is(entry, b[index]));
}
