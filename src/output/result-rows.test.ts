import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellText, jsonLines, resultRows } from './result-rows.ts';

const scan = {
  scan: 'connect',
  hosts: [
    { address: '10.0.0.5', ports: [], os: [{ name: 'Linux' }] },
    {
      address: '10.0.0.6',
      names: ['db', 'www'],
      ports: [
        { port: 22, service: 'ssh' },
        { port: 80, service: 'http', product: 'nginx' },
      ],
    },
    { address: '10.0.0.7', ports: [] },
  ],
  totals: { up: 3 },
};

test('each entry of each list is a row with the fields of all that it lies in', () => {
  const { columns, rows } = resultRows(scan);
  expect(columns).toEqual([
    'list',
    'scan',
    'hosts.address',
    'hosts.names',
    'hosts.os.name',
    'hosts.ports.port',
    'hosts.ports.service',
    'hosts.ports.product',
    'totals.up',
  ]);
  const six = { scan: 'connect', 'hosts.address': '10.0.0.6', 'hosts.names': ['db', 'www'] };
  expect(rows.map((row) => Object.fromEntries(row))).toEqual([
    { list: 'result', scan: 'connect' },
    { list: 'hosts', scan: 'connect', 'hosts.address': '10.0.0.5' },
    { list: 'hosts.os', scan: 'connect', 'hosts.address': '10.0.0.5', 'hosts.os.name': 'Linux' },
    { list: 'hosts', ...six },
    { list: 'hosts.ports', ...six, 'hosts.ports.port': 22, 'hosts.ports.service': 'ssh' },
    {
      list: 'hosts.ports',
      ...six,
      'hosts.ports.port': 80,
      'hosts.ports.service': 'http',
      'hosts.ports.product': 'nginx',
    },
    { list: 'hosts', scan: 'connect', 'hosts.address': '10.0.0.7' },
    { list: 'totals', scan: 'connect', 'totals.up': 3 },
  ]);
});

test('a result without lists is one row, no result is none, and a field called list keeps its value', () => {
  expect(jsonLines(resultRows({ list: 'a', answers: ['b', 'c'] }))).toBe(
    '{"list":"result","result.list":"a","answers":["b","c"]}\n',
  );
  expect(resultRows(null)).toEqual({ columns: ['list'], rows: [] });
  expect(jsonLines(resultRows([{ a: 1 }, 'loose']))).toBe(
    '{"list":"result"}\n{"list":"value","value.a":1}\n{"list":"value","value.value":"loose"}\n',
  );
});

test('a cell is a text: lists with semicolons, nothing for null, and JSON for what is left', () => {
  expect([['a', 'b'], null, undefined, 4, true, ['x', ['y']]].map(cellText)).toEqual([
    'a; b',
    '',
    '',
    '4',
    'true',
    'x; y',
  ]);
});

test('whatever JSON a result is, every field of it is in some row under a column that is listed', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const { columns, rows } = resultRows(value);
      expect(new Set(columns).size).toBe(columns.length);
      const text = jsonLines({ columns, rows });
      for (const row of rows) for (const name of row.keys()) expect(columns).toContain(name);
      for (const leaf of leavesOf(value)) expect(text).toContain(JSON.stringify(leaf));
    }),
  );
});

const leavesOf = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [value];
  return Object.values(value).flatMap(leavesOf);
};
