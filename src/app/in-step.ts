import { failure, type Failure } from '../kernel/failure.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Age, Place } from './place.ts';
import type { Machine } from './settings.ts';

/**
 * Keeps what is compiled with the addresses of the machine in step with them: it is made anew only where they have changed, and
 * is the same object until then. While they cannot be read there is none, since a rule would be missing.
 */
export function inStep<T>(
  machine: Place['machine'],
  compile: (machine: Machine) => Result<T, readonly Failure[]>,
  placeOf: (path: string) => string,
): (age: Age) => Result<T, readonly Failure[]> {
  let last: { readonly machine: Machine; readonly compiled: Result<T, readonly Failure[]> } | null = null;
  return (age) => {
    const found = machine(age);
    if (!found.ok) return err([addressesUnknown(found.error, placeOf('scope.allow_own_addresses'))]);
    if (last === null || !isAlike(last.machine, found.value))
      last = { machine: found.value, compiled: compile(found.value) };
    return last.compiled;
  };
}

const isAlike = (one: Machine, other: Machine): boolean =>
  one === other ||
  (isSameList(one.ownAddresses, other.ownAddresses) &&
    isSameList(one.broadcastAddresses, other.broadcastAddresses));

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, at) => text === other[at]);

const addressesUnknown = (why: string, at: string): Failure =>
  failure(
    'scope.unresolved',
    `The addresses of this machine ${why}; the scope denies them, so nothing is allowed until they are known. Nothing was sent.`,
    {
      rule: { text: 'scope.allow_own_addresses', at },
      next: ['Make the same call again later, or ask the operator to look at the server.'],
    },
  );
