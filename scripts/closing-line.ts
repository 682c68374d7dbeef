import type { Reporter, TestModule } from 'vitest/node';

/**
 * A reporter that prints `N passed, N failed` (and `, N skipped` where any was) alone on the very last line, and before it each test
 * that passed at its second try only.
 */
export const closingLineReporter = (): Reporter => ({
  onTestRunEnd: (modules, unhandled) => {
    // Another reporter may still be writing its summary in this turn; the exit event comes after all of them.
    const lines = [...secondTries(modules), closingLine(modules, unhandled.length)];
    process.once('exit', () => {
      process.stdout.write(`${lines.join('\n')}\n`);
    });
  },
});

/** Counts tests; a file that could not be loaded and an error outside of tests count as failures too. */
function closingLine(modules: readonly TestModule[], unhandled: number): string {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
  const broken = modules.reduce((sum, module) => sum + module.errors().length, unhandled);
  const skipped = count('skipped');
  const line = `${count('passed')} passed, ${count('failed') + broken} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

const secondTries = (modules: readonly TestModule[]): readonly string[] =>
  modules.flatMap((module) =>
    [...module.children.allTests()]
      .filter((test) => test.diagnostic()?.flaky === true)
      .map((test) => `passed at the second try: ${module.relativeModuleId} > ${test.fullName}`),
  );
