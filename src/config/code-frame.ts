/** A line of a file and the part of it that is meant. */
export interface Excerpt {
  readonly text: string;
  readonly line: number;
  /** The first column that is meant, from 1, and how many. */
  readonly col: number;
  readonly width: number;
  /** The line may hold a secret: its value is not shown. */
  readonly hidden: boolean;
}

const widest = 100;

/** Shows an excerpt as people read it: the line with its number, and carets below the part that is meant. */
export const codeFrame = (excerpt: Excerpt): readonly string[] =>
  excerpt.hidden ? hiddenLine(excerpt) : openLine(excerpt);

function openLine({ text, line, col, width }: Excerpt): readonly string[] {
  // Only a window is shown and looked at: a hostile file is one line of a megabyte with an error in every column.
  const start = col > widest - 20 ? col - 20 : 0;
  const lead = start > 0 ? '…' : '';
  const shown = printable(text.slice(start, start + widest));
  const column = col - 1 - start;
  const carets = '^'.repeat(Math.max(1, Math.min(width, shown.length - column)));
  return [numbered(line, `${lead}${shown}`), below(line, column + lead.length, carets)];
}

/** Keeps the key where the line starts with a plain word and a colon; a line of a secret's own text keeps nothing. */
function hiddenLine({ text, line, col, width }: Excerpt): readonly string[] {
  const key = /^\s{0,40}["']?[a-z_]{1,24}["']?\s{0,9}:/.exec(text.slice(0, widest))?.[0] ?? '';
  const hasMore = text.slice(key.length).trim() !== '';
  const source = numbered(line, `${printable(key)}${hasMore ? ' [not shown: it may hold a secret]' : ''}`);
  const isAboutKey = col <= key.length;
  return isAboutKey
    ? [source, below(line, col - 1, '^'.repeat(Math.min(width, key.length - col + 1)))]
    : [source];
}

const numbered = (line: number, text: string): string => ` ${line} | ${text}`.trimEnd();

const below = (line: number, column: number, carets: string): string =>
  ` ${' '.repeat(String(line).length)} | ${' '.repeat(column)}${carets}`;

// One character for one: the carets stay below what they mean, and no escape sequence reaches a terminal.
const printable = (text: string): string =>
  text.replaceAll('\t', ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·');
