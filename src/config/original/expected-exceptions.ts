import { failureKinds, ownFailureKinds, type FailureKind } from '../../kernel/failure-kinds.ts';

/**
 * The kinds of failure that the original's `expected_exceptions` stand for; undefined where it is no list of exceptions that are
 * known here. There a deadline was a result and never an exception, so that `Exception` does not stand for it.
 */
export function failureKindsOf(given: unknown): readonly FailureKind[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const meant = new Set<FailureKind>();
  for (const name of given) {
    const kinds = typeof name === 'string' ? kindsOf.get(name.replace(/^(?:\w+\.)+/, '')) : undefined;
    if (kinds === undefined) return undefined;
    for (const kind of kinds) meant.add(kind);
  }
  return failureKinds.filter((kind) => meant.has(kind));
}

const starting: readonly FailureKind[] = ['not_started', 'sandbox'];

/** Exceptions of Python by their last name, and what they were raised for there. */
const kindsOf: ReadonlyMap<string, readonly FailureKind[]> = new Map([
  ['BaseException', ownFailureKinds],
  ['Exception', ownFailureKinds],
  ['OSError', starting],
  ['IOError', starting],
  ['EnvironmentError', starting],
  ['FileNotFoundError', ['not_started']],
  ['PermissionError', ['not_started']],
  ['BlockingIOError', ['sandbox']],
  ['MemoryError', ['sandbox']],
  ['ChildProcessError', ['signal', 'broken_exit']],
  ['ProcessLookupError', ['signal']],
  ['SubprocessError', ['signal', 'broken_exit', 'other_exit', 'timeout']],
  ['CalledProcessError', ['signal', 'broken_exit', 'other_exit']],
  ['RuntimeError', ['broken_exit']],
  ['ValueError', ['unreadable_output']],
  ['UnicodeDecodeError', ['unreadable_output']],
  ['JSONDecodeError', ['unreadable_output']],
  ['TimeoutError', ['timeout']],
  ['TimeoutExpired', ['timeout']],
]);
