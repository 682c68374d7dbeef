import { Histogram, Registry } from '@prometheus-io/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expose } from './exposition.ts';
import { buckets } from './family.ts';
import { createHistogram } from './histogram.ts';

test('a histogram tells of any values what the client library of Prometheus tells', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(...buckets, 0))),
      async (values) => {
        const registers = [new Registry()];
        const family = { name: 'a_seconds', help: 'Some.', type: 'histogram' } as const;
        const theirs = new Histogram({ ...family, buckets: [...buckets], labelNames: ['b'], registers });
        theirs.zero({ b: 'c' });
        const ours = createHistogram([['b', 'c']]);
        for (const value of values) {
          theirs.observe({ b: 'c' }, value);
          ours.observe(value, null);
        }
        const lines = (text: string): readonly string[] =>
          text
            .replaceAll(/\{le="([^"]+)",b="c"\}/g, '{b="c",le="$1"}')
            .replaceAll(/le="(\d+)"/g, 'le="$1.0"')
            .trim()
            .split('\n');
        const { body } = expose([{ ...family, samples: ours.samples() }], 'text');
        expect(lines(body)).toEqual(lines((await registers[0]?.metrics()) ?? ''));
      },
    ),
  );
});
