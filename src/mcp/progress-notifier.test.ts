import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createProgressNotifier } from './progress-notifier.ts';

/** A notifier over a clock that is moved by hand, and what it sends. */
function notifying() {
  const clock = manualClock();
  const sent: { readonly done: number; readonly at: number }[] = [];
  const { report, end } = createProgressNotifier(
    ({ done }) => void sent.push({ done, at: clock.monotonicMs() }),
    clock,
  );
  return { clock, sent, end, report: (done: number) => report({ done, total: null, message: '' }) };
}

const steps = fc.array(fc.record({ done: fc.nat(50), waitMs: fc.nat(2000) }), { maxLength: 60 });

it('sends progress that grows strictly, at most once a second, and the newest once the second is over', () => {
  fc.assert(
    fc.property(steps, (reports) => {
      const { clock, sent, report, end } = notifying();
      for (const { done, waitMs } of reports) {
        clock.advance(waitMs);
        report(done);
      }
      clock.advance(1000);
      for (const [index, { done, at }] of sent.entries()) {
        const before = sent[index - 1];
        expect(done).toBeGreaterThan(before?.done ?? -1);
        expect(at - (before?.at ?? -1000)).toBeGreaterThanOrEqual(1000);
      }
      if (reports.length > 0) expect(sent.at(-1)?.done).toBe(Math.max(...reports.map(({ done }) => done)));
      const { length } = sent;
      report(51);
      end();
      clock.advance(5000);
      expect(sent.length).toBeLessThanOrEqual(length + 1);
    }),
  );
});

it('sends what came within a second when that is over, though nothing else comes', () => {
  const { clock, sent, report } = notifying();
  for (const done of [1, 2, 3]) report(done);
  expect(sent).toMatchObject([{ done: 1 }]);
  clock.advance(999);
  expect(sent).toHaveLength(1);
  clock.advance(1);
  expect(sent).toMatchObject([{ done: 1 }, { done: 3 }]);
});

it('sends nothing once the run has ended', () => {
  const { clock, sent, report, end } = notifying();
  for (const done of [1, 2]) report(done);
  end();
  clock.advance(5000);
  report(3);
  expect(sent).toMatchObject([{ done: 1 }]);
});
