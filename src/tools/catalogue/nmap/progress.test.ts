import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTaskProgress } from './progress.ts';

const tasks = [
  'Ping Scan',
  'ARP Ping Scan',
  'Parallel DNS resolution of 1 host.',
  'Connect Scan',
  'SYN Stealth Scan',
  'UDP Scan',
  'Service scan',
  'NSE',
  'Traceroute',
  'OS detection',
];

/** What nmap says, and what it never should. */
const steps = fc.array(
  fc.record({
    element: fc.constantFrom('taskbegin', 'taskprogress', 'taskend'),
    task: fc.oneof(fc.constantFrom(...tasks), fc.string()),
    percent: fc.oneof(
      fc.float({ min: 0, max: 100, noNaN: true }).map(String),
      fc.string(),
      fc.integer().map(String),
    ),
  }),
  { maxLength: 80 },
);

test('whatever phases come in whatever order, round after round, progress grows and never claims the end', () => {
  fc.assert(
    fc.property(steps, (said) => {
      const progressOf = createTaskProgress();
      let last = -1;
      for (const { element, ...attributes } of said) {
        const news = progressOf(element, attributes);
        if (news === null) continue;
        expect(news.done).toBeGreaterThan(last);
        expect([Number.isInteger(news.done), news.done < 100, news.total]).toEqual([true, true, 100]);
        last = news.done;
      }
    }),
  );
});

test('phases that begin anew at 0 % follow one another', () => {
  const progressOf = createTaskProgress();
  const phases = ['Ping Scan', 'SYN Stealth Scan', 'Service scan', 'NSE', 'NSE'];
  const told = phases.flatMap((task) =>
    ['0', '50', '100'].map((percent) => progressOf('taskprogress', { task, percent })?.done ?? null),
  );
  expect(told).toEqual([0, 5, 10, 12, 36, 60, null, 72, 85, null, 92, 99, null, null, null]);
});
