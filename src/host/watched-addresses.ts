import type { Clock } from '../kernel/clock.ts';
import type { Result } from '../kernel/result.ts';
import type { OwnAddresses } from './own-addresses.ts';

/**
 * The addresses of this machine as they change: `recent` ones were read a second ago at most, for a machine with hundreds of
 * interfaces takes milliseconds to tell them; `now` reads them.
 */
export function watchedAddresses(
  read: () => Result<OwnAddresses, string>,
  clock: Pick<Clock, 'monotonicMs'>,
): (age: 'recent' | 'now') => Result<OwnAddresses, string> {
  let last: { readonly atMs: number; readonly found: Result<OwnAddresses, string> } | null = null;
  return (age) => {
    const atMs = clock.monotonicMs();
    if (last === null || age === 'now' || atMs - last.atMs >= recentMs) last = { atMs, found: read() };
    return last.found;
  };
}

const recentMs = 1000;
