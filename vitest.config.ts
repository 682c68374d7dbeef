import { defineConfig } from 'vitest/config';
import { closingLineReporter } from './scripts/closing-line.ts';

// Pure rooms need no fresh module graph per file, which makes `unit` ten times as fast. `e2e` starts real servers and real
// tools, so each file has a process of its own, and no more of them run at once than a small machine can feed. `alone` measures how soon
// something happens, which means little while others keep the processors busy.
// What waits for another process may wait long on a busy machine: a poll ends as soon as it holds, so patience costs nothing. A
// test of real processes that fails has one more try, and the closing lines name whatever needed it.
const patience = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    reporters: ['default', closingLineReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.{e2e,alone}.test.ts'],
          pool: 'forks',
          isolate: false,
          testTimeout: 20_000,
          expect: patience,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.test.ts', '{src,bench}/**/*.e2e.test.ts', 'examples/**/*.test.ts'],
          exclude: ['**/*.alone.test.ts'],
          pool: 'forks',
          isolate: true,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patience,
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: ['{src,test}/**/*.alone.test.ts'],
          pool: 'forks',
          isolate: true,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patience,
          retry: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
