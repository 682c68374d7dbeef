import { cellText, type ResultRows } from './result-rows.ts';

/**
 * Rows as CSV (RFC 4180): a line of names first, lines that end with CR LF. Texts that a spreadsheet would take for a formula get an
 * apostrophe before them, since targets choose what they say: `=HYPERLINK(…)` in a banner would send out what stands beside it.
 */
export const csvOf = ({ columns, rows }: ResultRows): string =>
  [columns, ...rows.map((row) => columns.map((column) => row.get(column)))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');

function csvCell(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : defused(cellText(value));
  return plain.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Full-width signs are the same to a spreadsheet in some languages. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** What no reader takes for the end of a cell, whatever it thinks separates them. */
const plain = /^[\w.:/-]*$/;
