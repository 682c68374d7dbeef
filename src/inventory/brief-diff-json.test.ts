import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens } from '../output/estimate-tokens.ts';
import { briefDiffJson } from './brief-diff-json.ts';
import { diffJson } from './diff-json.ts';
import { diff } from './diff.ts';
import { anySighting, host, looked, sighting } from './fixtures/sightings.ts';

const tokens = (value: unknown): number => estimateTokens(JSON.stringify(value), 'any');

test('what fits is whole, and of what does not the first changes are told and the others counted', () => {
  fc.assert(
    fc.property(anySighting, anySighting, fc.integer({ min: 250, max: 2000 }), (before, after, most) => {
      const comparison = diff(before, after);
      const whole = diffJson(comparison);
      const brief = briefDiffJson(comparison, most);
      expect(brief.same).toBe(whole.same);
      expect(brief.changes.length + (brief.left_out ?? 0)).toBe(whole.changes.length);
      expect(brief.changes).toEqual(whole.changes.slice(0, brief.changes.length));
      if (tokens(whole) < most / 2) expect(brief).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test('neither many hosts, nor a host of many ports, nor scattered addresses come to more than was asked for', () => {
  const odd = Array.from({ length: 3000 }, (_, at) => `10.1.${at >> 7}.${(at % 128) * 2}`);
  const before = sighting({ asked: ['10.0.0.0/16', ...odd] });
  const ports = Array.from({ length: 5000 }, (_, at) => at + 1);
  const after = sighting({
    asked: ['10.0.0.0/16'],
    hosts: Array.from({ length: 400 }, (_, at) => host(`10.0.${at >> 8}.${at & 255}`, ...ports.slice(at))),
    areas: [looked('10.0.0.0/24', 1, 65_535)],
  });
  const brief = briefDiffJson(diff(before, after), 1000);
  expect(tokens(brief)).toBeLessThanOrEqual(1000);
  expect(brief.changes.length).toBeGreaterThan(2);
  expect(brief.not_compared).toMatchObject({ before: { addresses: { count: 3000 } } });
});
