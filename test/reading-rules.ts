import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { diff } from '../src/inventory/diff.ts';
import type { Tool } from '../src/tools/tool.ts';
import { readOutput } from './plan-of.ts';

const kilobyte = 1024;

/** Output is not trusted: it may be anything, and end anywhere. */
export function readingRules(tool: Tool, samples: readonly string[]): void {
  const schema = z.fromJSONSchema({ ...tool.resultSchema });
  /** What is wrong with the result that these bytes are read as; undefined where nothing is. */
  const misfit = (bytes: Uint8Array, code = 0): unknown => {
    const found = readOutput(tool, bytes, code);
    return found.ok ? schema.safeParse(found.value.result).error : undefined;
  };

  test('reading never throws, whatever the bytes, and what it finds fits the result schema', () => {
    fc.assert(
      fc.property(mangled(samples), fc.constantFrom(0, 1, 9), (bytes, code) => {
        expect(misfit(bytes, code)).toBeUndefined();
      }),
    );
  });

  test('a real output can be cut at every kilobyte', () => {
    for (const sample of samples) {
      const bytes = new TextEncoder().encode(sample);
      for (let at = 0; at < bytes.length; at += kilobyte)
        expect(misfit(bytes.slice(0, at)), `${at} bytes`).toBeUndefined();
    }
  });

  test('what it saw of hosts can be asked of any stored result, and has not changed from itself', () => {
    const argv = fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '-p', '1-', '--range', '10.0.0.0/8')));
    fc.assert(
      fc.property(mangled(samples), argv, fc.jsonValue(), (bytes, words, anything) => {
        const found = readOutput(tool, bytes);
        for (const result of found.ok ? [found.value.result, anything] : [anything]) {
          const seen = tool.sightings({ argv: words, result });
          if (seen === null) continue;
          const one = { ...seen, run: 'r-1', at: 0 };
          expect(diff(one, one).changes).toEqual([]);
        }
      }),
    );
  });

  test('the summary of a real output is short and holds nothing that a target chose', () => {
    for (const sample of samples) {
      const found = readOutput(tool, sample);
      if (!found.ok) throw new Error(found.error.message);
      const { result, summary, untrustedFields } = found.value;
      expect(summary.length).toBeLessThanOrEqual(8000);
      const chosen = untrustedFields.flatMap((path) => textsAt(result, path.split(/\.|(?=\[\])/)));
      expect(chosen.filter((text) => text.length > 3 && summary.includes(text))).toEqual([]);
    }
  });
}

/** Any bytes; real output cut anywhere; real output with any stretch replaced. */
function mangled(samples: readonly string[]): fc.Arbitrary<Uint8Array> {
  const noise = fc.uint8Array({ maxLength: 400 });
  if (samples.length === 0) return noise;
  const sample = fc.constantFrom(...samples.map((text) => new TextEncoder().encode(text)));
  return fc.oneof(
    noise,
    fc.tuple(sample, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % (bytes.length + 1))),
    fc.tuple(sample, fc.nat(), fc.uint8Array({ maxLength: 40 })).map(([bytes, at, stretch]) => {
      const changed = bytes.slice();
      changed.set(stretch, at % Math.max(1, changed.length - stretch.length));
      return changed;
    }),
  );
}

/** The texts at a path such as `hosts[].names[]`. */
function textsAt(value: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return typeof value === 'string' ? [value] : [];
  if (step === '[]') return Array.isArray(value) ? value.flatMap((entry) => textsAt(entry, rest)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return textsAt(new Map(Object.entries(value)).get(step), rest);
}
