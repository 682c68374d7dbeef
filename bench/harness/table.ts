import { formatNumber } from './numbers.ts';
import type { Row } from './report.ts';

/** Writes rows as a table for people: one line each, numbers right-aligned under their names. */
export function renderTable(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const cells = [
    ['', ...columns],
    ...rows.map(({ variant, values }) => [
      variant,
      ...columns.map((column) => formatNumber(values[column] ?? Number.NaN)),
    ]),
  ];
  const widths = ['', ...columns].map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells
    .map((line) => `${line.map((cell, at) => pad(cell, widths[at] ?? 0, at)).join('  ')}\n`)
    .join('');
}

const pad = (cell: string, width: number, at: number): string =>
  at === 0 ? cell.padEnd(width) : cell.padStart(width);
