import fc from 'fast-check';
import { expect, test } from 'vitest';
import { targetsTo } from './fixtures/targets-to.ts';
import { pinRules, poolRules, slotRules, unpinRules } from './rules.ts';
import { mostPools, mostSlots, poolName, slotOf } from './slot.ts';

const pools = fc.nat({ max: mostPools - 1 });
const slots = fc.nat({ max: mostSlots - 1 });
const octet = fc.nat({ max: 255 });

test('a slot is filled with addresses and ports that were merged, and emptied set by set', () => {
  const targets = targetsTo('10.0.0.0/30', '10.0.0.4', '10.0.1.5', 'fd77::5');
  const ports = [
    { lo: 22, hi: 22 },
    { lo: 80, hi: 90 },
  ];
  expect(pinRules(3, slotOf(3, 7), { targets, ports }).split('; ')).toEqual([
    'add element inet bailiwick_3 s7v4 { 10.0.0.0-10.0.0.4,10.0.1.5 }',
    'add element inet bailiwick_3 s7v6 { fd77::5 }',
    'add element inet bailiwick_3 s7ports { 22,80-90 }',
    'add element inet bailiwick_3 s7whole { 1,58 }',
  ]);
  expect(unpinRules(3, slotOf(3, 7)).split('; ')).toEqual([
    'flush set inet bailiwick_3 s7v4',
    'flush set inet bailiwick_3 s7v6',
    'flush set inet bailiwick_3 s7ports',
    'flush set inet bailiwick_3 s7whole',
  ]);
});

test('a run without targets reaches nothing, and one without named ports any protocol of its targets', () => {
  expect(pinRules(0, slotOf(0, 0), { targets: [], ports: [] })).not.toMatch(
    /add element inet bailiwick_0 s0(v4|v6|ports)/,
  );
  const targets = targetsTo('10.0.0.5');
  expect(pinRules(0, slotOf(0, 0), { targets, ports: null })).toContain('s0whole { 0-255 }');
});

test('rules hold nothing but names of ours, addresses and ports', () => {
  fc.assert(
    fc.property(pools, slots, octet, octet, fc.array(fc.tuple(octet, octet)), (pool, slot, a, b, ports) => {
      const targets = targetsTo(`10.${a}.${b}.1`, `fd77::${a.toString(16)}:1`);
      const ranges = ports.map(([lo, more]) => ({ lo: lo + 1, hi: lo + 1 + more }));
      const rules = pinRules(pool, slotOf(pool, slot), { targets, ports: ranges });
      for (const line of rules.trim().split('; '))
        expect(line).toMatch(/^add element inet bailiwick_\d+ s\d+(v4|v6|ports|whole) \{ [\da-f.:,-]+ \}$/);
    }),
  );
});

test('every slot of every pool has names and addresses of its own, inside the networks for benchmarks', () => {
  const seen = new Set<string>();
  for (let pool = 0; pool < mostPools; pool += 1) {
    for (let slot = 0; slot < mostSlots; slot += 5) {
      const { name, ours, its } = slotOf(pool, slot);
      expect(name.length).toBeLessThan(16);
      for (const each of [name, ours.mac, its.mac, ours.v4, its.v4, ours.v6, its.v6]) seen.add(each);
      expect(its.v4).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/);
      expect(its.v6).toMatch(/^2001:2:0:/);
    }
  }
  expect(seen.size).toBe(mostPools * Math.ceil(mostSlots / 5) * 7);
});

test('the names of one pool are no beginning of another’s', () => {
  expect(slotOf(12, 0).name.startsWith(poolName(1))).toBe(false);
  expect(poolRules(1, '1 2 3')).toContain('iifname "bwk1s*" drop');
  expect(slotRules(1, slotOf(1, 2))).toContain('ip saddr 198.18.4.10 ip daddr @s2v4');
});
