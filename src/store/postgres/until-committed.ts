/**
 * Does a transaction anew that the server took back because another one and it waited for each other. Nothing of it is left, so
 * nothing is done twice.
 */
export async function untilCommitted<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (thrown) {
      if (tries === mostTries || !isTakenBack(thrown)) throw thrown;
    }
  }
}

const mostTries = 5;

/** `serialization_failure` and `deadlock_detected`. */
const isTakenBack = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '40001' || thrown.code === '40P01');
