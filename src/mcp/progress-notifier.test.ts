import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createProgressNotifier } from './progress-notifier.ts';

const steps = fc.array(fc.record({ done: fc.nat(50), waitMs: fc.nat(2000) }), { maxLength: 60 });

it('sends progress that grows strictly, at most once a second, and the last one in any case', () => {
  fc.assert(
    fc.property(steps, (reports) => {
      let now = 0;
      const sent: { readonly done: number; readonly at: number }[] = [];
      const notifier = createProgressNotifier(
        ({ done }) => void sent.push({ done, at: now }),
        () => now,
      );
      for (const { done, waitMs } of reports) {
        now += waitMs;
        notifier.report({ done, total: null, message: '' });
      }
      const regular = sent.length;
      notifier.flush();
      for (const [index, { done, at }] of sent.entries()) {
        const before = sent[index - 1];
        if (before === undefined) continue;
        expect(done).toBeGreaterThan(before.done);
        if (index < regular) expect(at - before.at).toBeGreaterThanOrEqual(1000);
      }
      if (reports.length > 0) expect(sent.at(-1)?.done).toBe(Math.max(...reports.map(({ done }) => done)));
      const { length } = sent;
      notifier.flush();
      expect(sent).toHaveLength(length);
    }),
  );
});
