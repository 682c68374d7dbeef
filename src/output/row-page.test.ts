import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowPage } from './row-page.ts';

const result = {
  scanned: 3,
  hosts: [
    {
      address: '10.0.0.5',
      names: ['db.lab.internal', 'db'],
      state: 'up',
      ports: [
        { port: 3389, protocol: 'tcp', state: 'open', service: 'ms-wbt-server', product: null },
        { port: 80, protocol: 'tcp', state: 'closed', service: 'http', product: 'nginx 1.2' },
      ],
    },
    { address: '10.0.0.6', names: [], state: 'up', ports: [] },
  ],
};
const page = (filter?: string, from = 0, characters = 10_000) =>
  rowPage(result, { from, filter, characters });

test('a result is the rows that lie deepest, with the fields of all that they lie in', () => {
  expect(page().lines).toEqual([
    'hosts.ports  scanned=3 address=10.0.0.5 names="db.lab.internal; db" port=3389 protocol=tcp hosts.state=up state=open service=ms-wbt-server',
    'hosts.ports  scanned=3 address=10.0.0.5 names="db.lab.internal; db" port=80 protocol=tcp hosts.state=up state=closed service=http product="nginx 1.2"',
    'hosts  scanned=3 address=10.0.0.6 state=up',
  ]);
  expect(page().rows[0]).toMatchObject({
    list: 'hosts.ports',
    address: '10.0.0.5',
    port: 3389,
    state: 'open',
  });
});

test.each([
  ['port:3389', [3389]],
  ['PORT:3389 State:open', [3389]],
  ['port:338', []],
  ['names:db', [3389, 80]],
  ['nginx', [80]],
  ['hosts.state:up', [3389, 80]],
  ['10.0.0.6', [undefined]],
  ['port:80 open', []],
])('%s finds its rows', (filter, ports) => {
  const { rows, matching } = page(filter);
  expect(rows.map(({ port }) => port)).toEqual(ports);
  expect(matching).toBe(ports.length);
});

test('a field that no row has is told with those that there are, and one without that value is not', () => {
  expect(page('prot:3389').instead).toEqual(expect.arrayContaining(['address', 'hosts.state', 'port']));
  expect([page('port:9').instead, page('nowhere').instead, page('port:80').instead]).toEqual([
    null,
    null,
    null,
  ]);
});

test('pages hold every row once, whatever they may come to, and the last says so', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom('', 'tcp', 'port:80'),
      (characters, filter) => {
        const seen: unknown[] = [];
        for (let from: number | null = 0, pages = 0; from !== null && pages < 10; pages += 1) {
          const { rows, next } = page(filter, from, characters);
          seen.push(...rows);
          from = next;
        }
        expect(seen).toEqual(page(filter).rows);
      },
    ),
  );
});

test('anything at all has rows, and a page behind the end has none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, filter) => {
      const { lines, rows } = rowPage(value, { from: 0, filter, characters: 1000 });
      expect(lines).toHaveLength(rows.length);
    }),
  );
  expect(page('', 99)).toEqual({ rows: [], lines: [], matching: 3, next: null, instead: null });
});
