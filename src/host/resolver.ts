import { lookup } from 'node:dns/promises';
import type { Clock } from '../kernel/clock.ts';
import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok } from '../kernel/result.ts';
import type { Resolver } from '../pipeline/ports.ts';

/** Asks the system's resolver, at most so many milliseconds; an abort or a time-out ends the wait at once. */
export const systemResolver = (clock: Clock, longestMs: () => number): Resolver => ({
  resolve: async (name, signal) => {
    const timeoutMs = longestMs();
    const unresolved = (why: string) =>
      err(failure('scope.unresolved', `${quote(name)} ${why}. Nothing was sent to it.`, { field: 'target' }));
    const answers = await Promise.race([lookupAll(name), stopped(clock, timeoutMs, signal)]);
    if (answers === 'stopped') {
      return unresolved(
        signal.aborted
          ? 'was not resolved: the call was cancelled'
          : `was not resolved within ${timeoutMs} ms`,
      );
    }
    return answers === 'silent' ? unresolved('was not resolved: the resolver gave no answer') : ok(answers);
  },
});

/** Answers the names that a person has answered, and asks `next` for the others. */
export const answeredResolver = (
  answers: ReadonlyMap<string, readonly string[]>,
  next: Resolver,
): Resolver => ({
  resolve: async (name, signal) => {
    const given = answers.get(name);
    return given === undefined ? await next.resolve(name, signal) : ok(given);
  },
});

async function lookupAll(name: string): Promise<readonly string[] | 'silent'> {
  try {
    const found = await lookup(name, { all: true, order: 'ipv4first' });
    return found.map(({ address }) => address);
  } catch (thrown) {
    // Only "there is none" is an answer. Any other error (EAI_AGAIN for a dead server or SERVFAIL) says nothing about the name.
    return isNoSuchName(thrown) ? [] : 'silent';
  }
}

const isNoSuchName = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTFOUND';

function stopped(clock: Clock, timeoutMs: number, signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    const stop = (): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      resolve('stopped');
    };
    const cancel = clock.after(timeoutMs, stop);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
