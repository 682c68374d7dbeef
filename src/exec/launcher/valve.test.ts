import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createValve, type Holder } from './valve.ts';

const flowing = (): Readable => new Readable({ read: () => undefined }).on('data', () => undefined);

it('a stream flows exactly while nobody holds it back, and always once it was opened', () => {
  const who = fc.constantFrom<Holder>('reader', 'disk');
  const step = fc.oneof(
    fc.record({ act: fc.constantFrom('hold', 'free'), who }),
    fc.record({ act: fc.constant('open'), who }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const stream = flowing();
      const valve = createValve(stream);
      const holders = new Set<Holder>();
      let isOpen = false;
      for (const { act, who: holder } of steps) {
        if (act === 'open') {
          valve.open();
          isOpen = true;
        } else if (act === 'hold') {
          valve.hold(holder);
          holders.add(holder);
        } else {
          valve.free(holder);
          holders.delete(holder);
        }
        expect(stream.isPaused()).toBe(!isOpen && holders.size > 0);
      }
    }),
  );
});
