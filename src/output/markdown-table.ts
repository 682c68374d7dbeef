import { cellText, type ResultRows } from './result-rows.ts';

/** Rows as a table in Markdown (GFM), in which no cell can be anything but its text. */
export const markdownTable = ({ columns, rows }: ResultRows): string =>
  [
    line(columns.map(escapeMarkdown)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => escapeMarkdown(cellText(row.get(column)))))),
  ].join('');

/** Takes their meaning from all that Markdown heeds within a line; a line break becomes a space. */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&!$@]|:(?=\/)|(?<=mailto|xmpp):|(?<=www)\./gi, String.raw`\$&`);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
