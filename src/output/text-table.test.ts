import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

const rowsOf = (columns: readonly string[], cells: readonly (readonly unknown[])[]) => ({
  columns,
  rows: cells.map((row) => new Map(columns.map((column, at) => [column, row[at]]))),
});

test('columns are as wide as what stands in them, within bounds, and what is missing is a dash', () => {
  const rows = rowsOf(
    ['address', 'ports'],
    [
      ['10.0.0.5', '22/tcp'],
      ['fd00::1', null],
      ['x'.repeat(50), 7],
    ],
  );
  expect(textTable(rows, 12)).toBe(
    'address       ports\n10.0.0.5      22/tcp\nfd00::1       -\nxxxxxxxxxxx…  7\n',
  );
});

test('there are as many lines as rows and one, whatever stands in a line', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (cells) => {
      const oneLined = cells.map((row) => row.map((cell) => cell.replaceAll(/\s/g, ' ')));
      expect(textTable(rowsOf(['a', 'b'], oneLined)).split('\n')).toHaveLength(cells.length + 2);
    }),
  );
});
