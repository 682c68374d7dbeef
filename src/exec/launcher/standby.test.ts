import fc from 'fast-check';
import { expect, test } from 'vitest';
import { becomingLines } from './standby.ts';

const limits = { cpuSec: 30, addressBytes: 4096, fileBytes: 1024, processes: 8, descriptors: 16 };

test('limits are told in the units of ulimit, rounded up, and what has none is left as it is', () => {
  const [line] = becomingLines({ words: ['/bin/true'], env: {}, limits }).split('\n');
  expect(line).toBe('30 31 4 2 8 16');
  const loose = { ...limits, addressBytes: null, fileBytes: 1025, processes: null };
  expect(becomingLines({ words: ['/bin/true'], env: {}, limits: loose })).toMatch(/^30 31 - 3 - 16\n/);
});

test('as many lines come as are announced, whatever is in them', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line), fc.dictionary(fc.stringMatching(/^[A-Z_]+$/), line), (words, env) => {
      const [, counts = '', ...told] = becomingLines({ words, env, limits }).slice(0, -1).split('\n');
      expect(counts).toBe(`${Object.keys(env).length} ${words.length}`);
      expect(told).toEqual([...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...words]);
    }),
  );
});

test('a word that would be two is refused', () => {
  expect(() => becomingLines({ words: ['a\nb'], env: {}, limits })).toThrow('line break');
  expect(() => becomingLines({ words: ['a'], env: { A: '\n' }, limits })).toThrow('line break');
});
