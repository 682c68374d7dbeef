import type { Excerpt } from './code-frame.ts';
import { secretLines } from './secret-lines.ts';

/** A part of a file: line and column from 1, and how many characters. */
export interface Span {
  readonly line: number;
  readonly col: number;
  readonly width: number;
}

/** The first character of a file. */
export const firstCharacter: Span = { line: 1, col: 1, width: 1 };

/** A file as errors speak of it. */
export interface SourceText {
  /** `file:line:col`. */
  readonly placeAt: (span: Span) => string;
  /** The line of a span, with secrets marked as hidden. */
  readonly excerptAt: (span: Span) => Excerpt;
}

/** Splits a text into lines and finds those that may hold a secret; `open` is for files of a format that has no place for one. */
export function sourceText(path: string, text: string, secrets: 'hidden' | 'open' = 'hidden'): SourceText {
  const lines = text.split(/\r?\n/);
  const hidden = secrets === 'open' ? [] : secretLines(lines);
  return {
    placeAt: ({ line, col }) => `${path}:${line}:${col}`,
    excerptAt: (span) => ({
      ...span,
      text: lines[span.line - 1] ?? '',
      hidden: hidden[span.line - 1] ?? false,
    }),
  };
}
