import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../kernel/failure.ts';
import { allPortsAllowed, authorisePorts } from './authorise-ports.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { countPorts, formatPorts, mergePorts, parsePorts, portsFor, type PortSpec } from './ports.ts';

function specOf(text: string): PortSpec {
  const spec = parsePorts(text, 'ports');
  if (!spec.ok) throw new Error(spec.error.message);
  return spec.value;
}

const port = fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 40 }));
const range = fc.tuple(port, port).map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) }));
const ranges = fc.array(range, { minLength: 1, maxLength: 20 });

describe('lists of ports', () => {
  test.each([
    ['80', '80', 1],
    ['443,22,80', '22,80,443', 3],
    ['1-10,5-20,21', '1-21', 21],
    ['1-65535', '1-65535', 65_535],
    ['-', '1-65535', 65_535],
    ['T:22,80,U:53', 'T:22,80,U:53', 3],
    ['U:53,T:80,22', 'T:22,80,U:53', 3],
    ['8080,T:80,U:80', '8080,T:80,U:80', 3],
  ])('%s is written %s and counts %i', (text, canonical, count) => {
    expect(specOf(text)).toMatchObject({
      text: canonical,
      count,
      protocols: /[TU]/.test(canonical) ? 'named' : 'any',
    });
  });

  test.each([
    '',
    '0',
    '65536',
    '080',
    '80-22',
    '22,',
    ',22',
    '22,,80',
    ' 22',
    '22, 80',
    '22 80',
    'http',
    '-22',
    '22-',
    '*',
    '1-2-3',
    '0x50',
    '1e3',
    '22\n',
    '2２',
    'S:1',
    't:22',
    'T:',
    'T:T:1',
    '22;80',
  ])('%j is refused', (text) => {
    const spec = parsePorts(text, 'ports');
    expect(spec.ok ? spec.value : spec.error).toMatchObject({ code: 'input.invalid', field: 'ports' });
  });

  test('have at most 200 items', () => {
    const list = Array.from({ length: 201 }, (_, at) => at * 2 + 1);
    expect(parsePorts(list.slice(1).join(','), 'ports').ok).toBe(true);
    const long = parsePorts(list.join(','), 'ports');
    expect(long.ok ? '' : long.error.message).toMatch(/201 items; at most 200/);
  });

  test('keep every port and gain none, and their own text reads back the same', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const spec = specOf(formatPorts(given));
        const named = new Set(given.flatMap(({ lo, hi }) => [lo, hi]));
        expect([...named].every((one) => spec.ranges.some(({ lo, hi }) => lo <= one && one <= hi))).toBe(
          true,
        );
        expect(spec.count).toBe(countPorts(spec.ranges));
        expect(specOf(spec.text)).toEqual(spec);
      }),
    );
  });
});

describe('ports in scope', () => {
  const scope = sampleScope({ allowPorts: '1-1024,8000-8100', denyPorts: '25,8050-8060' });

  const refused = (text: string): Failure | null => {
    const judged = authorisePorts(scope, specOf(text), 'ports');
    return judged.ok ? null : judged.error;
  };

  test('pass where all are allowed and none is denied', () => {
    expect(refused('22,80,8000-8049')).toBeNull();
    expect(refused('T:443,U:53')).toBeNull();
  });

  test('are refused by name, with the rule and what is allowed', () => {
    expect(refused('22-30,8055')).toMatchObject({
      code: 'scope.port',
      field: 'ports',
      message:
        'ports holds 25,8055, which scope.deny_ports = 25,8050-8060 does not let through. Nothing was sent.',
      rule: { text: 'scope.deny_ports = 25,8050-8060', at: 'scope.yaml#deny_ports' },
      next: ['Allowed ports: 1-24,26-1024,8000-8049,8061-8100'],
    });
    expect(refused('1000-2000,U:9999')?.message).toMatch(/holds 1025-2000,9999, which scope\.allow_ports = /);
  });

  test('a program may choose ports itself only where every port is allowed', () => {
    expect(allPortsAllowed(sampleScope())).toBe(true);
    expect(allPortsAllowed(scope)).toBe(false);
    expect(allPortsAllowed(sampleScope({ denyPorts: '9100' }))).toBe(false);
    expect(allPortsAllowed(sampleScope({ allowPorts: '1-30000,30001-65535' }))).toBe(true);
  });

  test('pass exactly where each one is allowed and not denied', () => {
    fc.assert(
      fc.property(ranges, ranges, fc.array(range, { maxLength: 4 }), (asked, allow, deny) => {
        const within = sampleScope({ allowPorts: formatPorts(allow), denyPorts: formatPorts(deny) });
        const holds = (set: typeof asked, one: number): boolean =>
          set.some(({ lo, hi }) => lo <= one && one <= hi);
        const edges = [...asked, ...allow, ...deny]
          .flatMap(({ lo, hi }) => [lo - 1, lo, hi, hi + 1])
          .filter((one) => holds(asked, one));
        const expected = edges.every((one) => holds(allow, one) && !holds(deny, one));
        expect(authorisePorts(within, specOf(formatPorts(asked)), 'ports').ok).toBe(expected);
      }),
    );
  });
});

describe('the ports of one protocol', () => {
  test.each([
    ['80', 'tcp', '80'],
    ['80', 'udp', '80'],
    ['T:80,U:53', 'tcp', '80'],
    ['T:80,U:53', 'udp', '53'],
    ['22,T:80-90,U:53', 'tcp', '22,80-90'],
    ['22,T:80-90,U:53', 'udp', '22,53'],
    ['U:53,161', 'udp', '53,161'],
  ] as const)('%s for %s is %s', (text, protocol, own) => {
    expect(portsFor(specOf(text), protocol)).toMatchObject({ text: own, protocols: 'any' });
  });

  test('are those that the list names for it, whatever the list', () => {
    fc.assert(
      fc.property(ranges, ranges, ranges, (both, tcp, udp) => {
        const spec = specOf(`${formatPorts(both)},T:${formatPorts(tcp)},U:${formatPorts(udp)}`);
        expect(portsFor(spec, 'tcp').ranges).toEqual(mergePorts([...both, ...tcp]));
        expect(portsFor(spec, 'udp').ranges).toEqual(mergePorts([...both, ...udp]));
      }),
    );
  });
});
