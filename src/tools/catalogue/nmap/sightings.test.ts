import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../inventory/sighting.ts';
import { nmap } from '../nmap.ts';
import { createNmapReader } from './read-xml.ts';
import type { HostResult, NmapResult } from './result.ts';
import { nmapSightings } from './sightings.ts';

const line = (flags: string, target = '10.0.0.0/29'): readonly string[] => [
  'nmap',
  ...flags.split(' '),
  '--',
  target,
];

const hostOf = (given: Partial<HostResult> = {}): HostResult => ({
  address: '10.0.0.5',
  state: 'up',
  reason: 'syn-ack',
  ports: [{ port: 22, protocol: 'tcp', state: 'open', service: 'ssh' }],
  other_ports: [{ state: 'closed', count: 2, ports: '23-24' }],
  ...given,
});

const result = (given: Partial<NmapResult> = {}): NmapResult => ({
  scan: 'connect',
  hosts: [hostOf()],
  services: [],
  totals: { up: 1, down: 7, open: 1, closed: 2, filtered: 0, undecided: 0, other: 0 },
  omitted: { hosts: 0, ports: 0, scripts: 0 },
  partial: false,
  damaged: false,
  ...given,
});

const seen = (given: Partial<NmapResult>, flags: string): Seen | null =>
  nmapSightings(result(given), line(flags));

describe('what a whole scan looked at', () => {
  test('every address was asked, and each port is known by its number', () => {
    expect(seen({}, '-sT -p 22-24')).toEqual({
      hosts: [
        {
          address: '10.0.0.5',
          state: 'up',
          ports: [{ port: 22, protocol: 'tcp', state: 'open', service: 'ssh' }],
        },
      ],
      asked: ['10.0.0.0/29'],
      areas: [
        {
          addresses: ['10.0.0.5'],
          protocol: 'tcp',
          ports: { kind: 'listed', ranges: [{ lo: 23, hi: 24 }] },
          state: 'closed',
        },
      ],
      partial: false,
    });
  });

  test('ports that nmap folds into a number are the rest of those that were asked for', () => {
    const folded = [hostOf({ other_ports: [{ state: 'filtered', count: 999 }] })];
    expect(seen({ hosts: folded }, '-sT')?.areas).toMatchObject([
      { ports: { kind: 'top', count: 1000 }, state: 'filtered' },
    ]);
    expect(seen({ hosts: folded }, '-sT --top-ports 1000')?.hosts).toMatchObject([
      { ports: [{ rank: 1000 }] },
    ]);
    const both = [
      hostOf({
        other_ports: [
          { state: 'filtered', count: 500 },
          { state: 'closed', count: 499 },
        ],
      }),
    ];
    expect(seen({ hosts: both }, '-sT')?.areas).toMatchObject([{ state: 'not_open' }]);
  });

  test('hosts that are alike share an area', () => {
    const hosts = [hostOf(), hostOf({ address: '10.0.0.6' })];
    expect(seen({ hosts }, '-sT -p 22-24')?.areas).toMatchObject([{ addresses: ['10.0.0.5', '10.0.0.6'] }]);
  });
});

describe('what was not looked at is not claimed', () => {
  test('a host that was given up half-way has fewer ports than were asked for', () => {
    const cut = [hostOf({ other_ports: [{ state: 'closed', count: 300 }] })];
    expect(seen({ hosts: cut }, '-sT')?.areas).toEqual([]);
  });

  test.each([
    ['a scan that was stopped', { partial: true }, '-sT -p 22-24'],
    ['a list that was full', { omitted: { hosts: 3, ports: 9, scripts: 0 } }, '-sT -p 22-24'],
    ['a scan that takes every host for up', {}, '-sT -Pn -p 22-24'],
  ])('%s says of no host that it is gone', (_, given, flags) => {
    expect(seen(given, flags)?.asked).toEqual([]);
  });

  test('a host that was taken for up is so only if it spoke', () => {
    const silent = {
      reason: 'user-set',
      ports: [],
      other_ports: [{ state: 'filtered', count: 3, ports: '22-24' }],
    } as const;
    const state = (given: Partial<HostResult>) =>
      seen({ hosts: [hostOf(given)] }, '-sT -Pn -p 22-24')?.hosts[0]?.state;
    expect(state({ ...silent, ports: [], other_ports: [...silent.other_ports] })).toBe('unknown');
    expect(state({ reason: 'user-set' })).toBe('up');
  });

  test('--open tells nothing of hosts, and of other ports that they are not open', () => {
    expect(seen({ hosts: [] }, '-sT --open -p 22-24')).toMatchObject({
      asked: [],
      areas: [{ addresses: ['10.0.0.0/29'], state: 'not_open' }],
    });
    expect(seen({ hosts: [], partial: true }, '-sT --open -p 22-24')?.areas).toEqual([]);
    expect(seen({ hosts: [] }, '-sT --open --host-timeout 30s -p 22-24')?.areas).toEqual([]);
  });

  test('discovery alone looks at no port, and a list of addresses at nothing', () => {
    expect(seen({ hosts: [hostOf({ ports: [], other_ports: [] })] }, '-sn')).toMatchObject({
      asked: ['10.0.0.0/29'],
      areas: [],
    });
    expect(seen({}, '-sL')).toBeNull();
  });

  test('without service detection a name is a guess by the port', () => {
    expect(seen({}, '-sT -p 22-24')?.hosts[0]?.ports[0]).not.toHaveProperty('identified');
    expect(seen({}, '-sT -sV -p 22-24')?.hosts[0]?.ports[0]).toMatchObject({
      identified: { by: 'nmap', service: 'ssh', product: null, version: null },
    });
  });
});

test('a recorded UDP scan: what says nothing is open or filtered', () => {
  const xml = readFileSync(new URL('../fixtures/raw-scans/udp.xml', import.meta.url));
  const reader = createNmapReader();
  reader.write(xml);
  const end = reader.end({ stdout: '', stderr: '', truncatedStdout: false, returncode: 0, complete: true });
  const stored: unknown = end.ok ? end.value : null;
  expect(nmap.sightings({ argv: line('-sU -p 53,161-162'), result: stored })).toMatchObject({
    hosts: [{ ports: [{ port: 53, protocol: 'udp' }] }],
    areas: [
      { protocol: 'udp', ports: { ranges: [{ lo: 161, hi: 161 }] }, state: 'open|filtered' },
      { protocol: 'udp', ports: { ranges: [{ lo: 162, hi: 162 }] }, state: 'closed' },
    ],
  });
});

test('a result in the form of another version says nothing', () => {
  expect(nmap.sightings({ argv: line('-sT'), result: { hosts: [] } })).toBeNull();
  expect(nmap.sightings({ argv: [], result: null })).toBeNull();
});
