import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowEvents, type RawRow } from './row-events.ts';

/** As net-snmp writes a printable string. */
const written = (value: string): string => `STRING: "${value.replaceAll(/["\\]/g, '\\$&')}"`;

function rowsOf(parts: readonly string[]): { readonly rows: readonly RawRow[]; readonly whole: boolean } {
  const rows: RawRow[] = [];
  const events = createRowEvents((row) => rows.push(row));
  for (const part of parts) events.write(part);
  return { rows, whole: events.end() };
}

const hostile = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom('"', '\\', '\\"', '"\n', '\n.1.3 = INTEGER: 5\n', '"\n.1.3 = STRING: "', '\\\\"', '\n\n'),
);
const value = fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join(''));

test('whatever the strings of an agent hold, and wherever the output is split, each is read as what it was', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 8 }), fc.integer({ min: 1, max: 30 }), (values, size) => {
      const text = values.map((one, at) => `.1.3.6.${at} = ${written(one)}\n`).join('');
      const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect(rowsOf(parts)).toEqual({
        rows: values.map((one, at) => ({ oid: `1.3.6.${at}`, type: 'STRING', value: one })),
        whole: true,
      });
    }),
  );
});

test('a row without its end is not read, and neither is anything behind one that grows too long', () => {
  expect(rowsOf(['.1.3 = INTEGER: 5\n.1.4 = STRING: "a\n'])).toMatchObject({
    rows: [{ oid: '1.3' }],
    whole: false,
  });
  const endless = `.1.3 = STRING: "${'x'.repeat(200_000)}`;
  expect(rowsOf([endless, '"\n.1.4 = INTEGER: 5\n'])).toEqual({ rows: [], whole: false });
});

test('lines that are no rows are passed over', () => {
  const lines = [
    'Created directory: /tmp/x',
    '.1.3 = No Such Object available',
    '.1.4 = NULL',
    ' 80 0A ',
    'End of MIB',
  ];
  expect(rowsOf([`${lines.join('\n')}\n`])).toEqual({
    rows: [{ oid: '1.4', type: 'NULL', value: '' }],
    whole: true,
  });
});
