import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySighting, host, looked, sighting } from './fixtures/sightings.ts';
import { inventoryRows } from './inventory-rows.ts';
import { merge } from './merge.ts';
import { renderHost } from './render-host.ts';

const nginx = (version: string) => ({ by: 'nmap', service: 'http', product: 'nginx', version });
const monday = Date.UTC(2026, 0, 5);
const { hosts } = merge([
  sighting({
    run: 'r-1',
    at: monday,
    asked: ['10.0.0.0/24'],
    hosts: [
      {
        ...host('10.0.0.5', 22, { port: 80, identified: nginx('1.18\u202E') }),
        names: ['db.lab.internal'],
        os: 'Linux',
      },
      host('10.0.0.6', { port: 80, identified: nginx('1.18\u202E') }),
    ],
    areas: [looked('10.0.0.0/24', 1, 1000)],
  }),
  sighting({
    run: 'r-2',
    at: monday + 60_000,
    hosts: [host('10.0.0.5', 80)],
    areas: [looked('10.0.0.5', 1, 1000)],
  }),
]);

const cells = (view: 'hosts' | 'ports' | 'services') => {
  const { columns, rows } = inventoryRows(view, hosts);
  return rows.map((row) => columns.map((column) => row.get(column)));
};

test('a row tells of a host, of a port, or of a service and where it is open', () => {
  expect(cells('hosts')).toEqual([
    [
      '10.0.0.5',
      'up',
      'db.lab.internal',
      'Linux',
      '80/tcp',
      '2026-01-05T00:00:00Z',
      '2026-01-05T00:01:00Z',
      'r-2',
    ],
    ['10.0.0.6', 'up', null, null, '80/tcp', '2026-01-05T00:00:00Z', '2026-01-05T00:00:00Z', 'r-1'],
  ]);
  expect(cells('ports').map((row) => row.slice(0, 3))).toEqual([
    ['10.0.0.5', '22/tcp', 'closed'],
    ['10.0.0.5', '80/tcp', 'open'],
    ['10.0.0.6', '80/tcp', 'open'],
  ]);
  expect(cells('services')).toEqual([
    ['http', 'nginx', String.raw`1.18\u{202e}`, 2, '80/tcp', '10.0.0.5-6', '2026-01-05T00:01:00Z'],
  ]);
});

test('a host is told with each fact, since when, until when and by which run', () => {
  expect(hosts.slice(0, 1).flatMap(renderHost)).toEqual([
    '10.0.0.5  up by r-2  (2026-01-05T00:00Z to 2026-01-05T00:01Z)',
    '  names db.lab.internal  (2026-01-05T00:00Z, r-1)',
    '  system, as guessed: Linux  (2026-01-05T00:00Z, r-1)',
    '  22/tcp closed  (open 2026-01-05T00:00Z, r-2)',
    String.raw`  80/tcp open http nginx 1.18\u{202e}  (open 2026-01-05T00:00Z to 2026-01-05T00:01Z, r-2)`,
  ]);
});

test('whatever was seen, nothing in a row or a line is what a terminal obeys', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 3 }), fc.string(), (sightings, said) => {
      const known = merge([
        ...sightings,
        sighting({ hosts: [{ ...host('10.0.0.9', 1), names: [said], os: said }] }),
      ]);
      const rows = inventoryRows('hosts', known.hosts).rows.flatMap((row) => [...row.values()]);
      const told = [...rows, ...known.hosts.flatMap(renderHost)].map(String);
      expect(told.filter((text) => /[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/u.test(text))).toEqual([]);
    }),
  );
});
