import type { Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { deniedNameUnknown } from '../scope/denied-addresses.ts';
import type { Scope } from '../scope/scope.ts';
import type { Answers, Draft } from '../tools/tool.ts';
import type { Ports, Resolver } from './ports.ts';

/** What finding answers needs from outside. */
export type Resolvers = Pick<Ports, 'resolver' | 'deniedResolver'>;

/**
 * Finds the addresses of every name that decides about a call: its own names first, then the denied ones, since a denied
 * machine has its addresses denied too. Where nobody answers for one of them the call is refused; a lenient draft goes on
 * without, and says so itself.
 */
export async function findAnswers(
  { names, deniedNames, lenient }: Pick<Draft, 'names' | 'deniedNames' | 'lenient'>,
  scope: Scope,
  { resolver, deniedResolver }: Resolvers,
  signal: AbortSignal,
): Promise<Result<Answers>> {
  const own = await resolveEach(names, resolver, signal, lenient);
  if (own.failed !== null) return err(own.failed.failure);
  const denied = await resolveEach(deniedNames, deniedResolver, signal, lenient);
  if (denied.failed !== null) return err(deniedNameUnknown(scope, denied.failed.name));
  return ok(new Map([...own.found, ...denied.found]));
}

interface Resolved {
  readonly found: readonly (readonly [name: string, answers: readonly string[]])[];
  /** The first name that nobody answered for, where that ends the call. */
  readonly failed: { readonly name: string; readonly failure: Failure } | null;
}

/** Node looks up four names at a time: more at once would wait for a thread and spend their time-out on that. */
const atOnce = 4;

async function resolveEach(
  names: readonly string[],
  resolver: Resolver,
  signal: AbortSignal,
  lenient: boolean,
): Promise<Resolved> {
  const found: (readonly [string, readonly string[]])[] = [];
  const failed: NonNullable<Resolved['failed']>[] = [];
  const waiting = names.values();
  const work = async (): Promise<void> => {
    for (const name of waiting) {
      if (failed.length > 0) return;
      // oxlint-disable-next-line no-await-in-loop -- the loop is one of four that share the names
      const answers = await resolver.resolve(name, signal);
      if (answers.ok) found.push([name, answers.value]);
      else if (!lenient) failed.push({ name, failure: answers.error });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, names.length) }, work));
  return { found, failed: failed[0] ?? null };
}
