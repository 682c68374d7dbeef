import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from './change.ts';
import { diff } from './diff.ts';
import { anySighting, host, looked, sighting } from './fixtures/sightings.ts';

const changesOf = (...pair: Parameters<typeof diff>): readonly Change[] => diff(...pair).changes;

describe('a comparison keeps to what both looked at', () => {
  const wide = sighting({
    hosts: [host('10.0.0.5', 22, 3389)],
    areas: [looked('10.0.0.5', 1, 4000)],
    asked: ['10.0.0.0/24'],
  });

  test('a narrower scan closes no port that it did not ask about', () => {
    const narrow = sighting({ hosts: [host('10.0.0.5', 22)], areas: [looked('10.0.0.5', 20, 25)] });
    const { changes, not_compared } = diff(wide, narrow);
    expect(changes).toEqual([]);
    expect(not_compared).toMatchObject({
      before: {
        addresses: { count: 255, ranges: ['10.0.0.0-4', '10.0.0.6-255'] },
        ports: [{ protocol: 'tcp', ports: '1-19,26-4000' }],
      },
      after: { addresses: { count: 0 }, ports: [] },
      open_ports: 1,
    });
  });

  test('a port that it asked about and that is open no more is closed', () => {
    const later = sighting({ hosts: [host('10.0.0.5', 22)], areas: [looked('10.0.0.5', 20, 3500)] });
    expect(changesOf(wide, later)).toMatchObject([{ kind: 'port', port: 3389, from: 'open', to: 'closed' }]);
    expect(changesOf(later, wide)).toMatchObject([{ kind: 'port', port: 3389, from: 'closed', to: 'open' }]);
  });

  test('a host that was asked and did not answer is gone, with its ports in one change', () => {
    const silent = sighting({ asked: ['10.0.0.0/28'] });
    expect(changesOf(wide, silent)).toMatchObject([
      { kind: 'host', from: 'up', to: 'down', open: [{ port: 22 }, { port: 3389 }] },
    ]);
    expect(changesOf(wide, sighting({ asked: ['10.0.1.0/24'] }))).toEqual([]);
  });

  test('a host that a partial run does not tell of is not gone', () => {
    expect(changesOf(wide, sighting({ partial: true }))).toEqual([]);
  });

  test('ports that were closed and are filtered now are one change with ranges', () => {
    const firewall = sighting({
      hosts: [host('10.0.0.5', 22)],
      areas: [looked('10.0.0.5', 1, 100, 'filtered')],
    });
    expect(changesOf(wide, firewall)).toMatchObject([
      { kind: 'ports', ports: '1-21,23-100', from: 'closed', to: 'filtered' },
    ]);
  });
});

describe('scans of the most common ports', () => {
  const top = (count: number, ...ports: readonly number[]) =>
    sighting({
      hosts: [host('10.0.0.5', ...ports.map((port) => ({ port, rank: count })))],
      areas: [{ addresses: ['10.0.0.5'], protocol: 'tcp', ports: { kind: 'top', count }, state: 'closed' }],
    });

  test('two of them are compared, though nobody knows the ports by number', () => {
    expect(changesOf(top(1000, 22, 80), top(1000, 22))).toMatchObject([{ port: 80, to: 'closed' }]);
    expect(changesOf(top(100, 22, 80), top(1000, 22))).toMatchObject([{ port: 80, to: 'closed' }]);
  });

  test('a port of the longer list alone is not compared', () => {
    const { changes, not_compared } = diff(top(1000, 22, 8123), top(100, 22));
    expect(changes).toEqual([]);
    expect(not_compared).toMatchObject({
      open_ports: 1,
      before: { ports: [{ ports: 'top 1000' }, { ports: '8123' }] },
    });
  });

  test('nor is a port that was asked for by number', () => {
    const one = sighting({ hosts: [host('10.0.0.5', 31_337)], areas: [looked('10.0.0.5', 31_337)] });
    expect(changesOf(top(1000, 22), one)).toEqual([]);
  });
});

test('services are compared between scans that identified them in the same way', () => {
  const ssh = (by: string, version: string | null) =>
    sighting({
      hosts: [
        host('10.0.0.5', { port: 22, identified: { by, service: 'ssh', product: 'OpenSSH', version } }),
      ],
    });
  expect(changesOf(ssh('nmap', '9.2'), ssh('nmap', '9.6'))).toMatchObject([
    { kind: 'service', port: 22, from: { version: '9.2' }, to: { version: '9.6' } },
  ]);
  const otherwise = diff(ssh('nmap', '9.2'), ssh('http_probe', '9.6'));
  expect([otherwise.changes, otherwise.not_compared.services]).toEqual([[], 1]);
  const unasked = diff(ssh('nmap', '9.2'), sighting({ hosts: [host('10.0.0.5', 22)] }));
  expect([unasked.changes, unasked.not_compared.services]).toEqual([[], 1]);
});

test('names are compared where both looked for them', () => {
  const named = (...names: readonly string[]) => sighting({ hosts: [{ ...host('10.0.0.5'), names }] });
  expect(changesOf(named('a', 'b'), named('b', 'a'))).toEqual([]);
  expect(changesOf(named('a'), sighting({ hosts: [host('10.0.0.5')] }))).toEqual([]);
  expect(changesOf(named('a'), named('b'))).toMatchObject([{ kind: 'names', from: ['a'], to: ['b'] }]);
});

test('changes come by the number of the address, then by port', () => {
  const before = sighting({ areas: [looked('10.0.0.0/24', 1, 100)] });
  const after = sighting({ hosts: [host('10.0.0.10', 22), host('10.0.0.9', 80, 22)] });
  const places = changesOf(before, after).map(
    (one) => `${one.address}:${one.kind === 'port' ? one.port : ''}`,
  );
  expect(places).toEqual(['10.0.0.9:22', '10.0.0.9:80', '10.0.0.10:22']);
});

describe('of any sightings', () => {
  test('compared with itself, nothing has changed and everything was compared', () => {
    fc.assert(
      fc.property(anySighting, (one) => {
        const { changes, not_compared } = diff(one, one);
        expect(changes).toEqual([]);
        const nothing = { addresses: { count: 0, ranges: [] }, ports: [] };
        expect(not_compared).toEqual({
          before: nothing,
          after: nothing,
          open_ports: 0,
          services: 0,
          certificates: 0,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('the way back is the way there with both ends exchanged', () => {
    fc.assert(
      fc.property(anySighting, anySighting, (a, b) => {
        const there = diff(a, b);
        const back = diff(b, a);
        expect(new Set(back.changes.map(mirrored).map(text))).toEqual(new Set(there.changes.map(text)));
        expect(back.changes.map(placeOf)).toEqual(there.changes.map(placeOf));
        const { before, after, ...counts } = there.not_compared;
        expect(back.not_compared).toEqual({ before: after, after: before, ...counts });
      }),
      { numRuns: 500 },
    );
  });
});

const mirrored = (change: Change): unknown => ({ ...change, from: change.to, to: change.from });

const text = (change: unknown): string => JSON.stringify(change, sorted);

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const placeOf = (change: Change): string => `${change.address} ${'port' in change ? change.port : ''}`;
