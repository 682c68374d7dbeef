import { cellText, type ResultRows } from './result-rows.ts';

/** Rows in columns for a screen, a line of names first; a cell that is wider than `widest` is cut, the last one is not. */
export function textTable({ columns, rows }: ResultRows, widest = 40): string {
  const lines = [
    columns,
    ...rows.map((row) => columns.map((column) => cellText(row.get(column)).trim() || '-')),
  ];
  const widths = columns.map((_, at) =>
    Math.min(
      widest,
      lines.reduce((most, cells) => Math.max(most, cells[at]?.length ?? 0), 0),
    ),
  );
  return lines
    .map(
      (cells) =>
        `${cells
          .map((cell, at) => fitted(cell, widths[at]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Whole characters alone are kept. */
const fitted = (cell: string, width = cell.length): string =>
  cell.length <= width ? cell.padEnd(width) : `${cell.slice(0, width - 1).toWellFormed()}…`;
