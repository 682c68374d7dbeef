import { Lexer, Parser } from 'yaml';

/** Why a text is not given to the YAML library, and where it goes too far: an offset. */
export interface Excess {
  readonly message: string;
  readonly offset: number;
}

/**
 * Where a text is more than a configuration can be, or null. The library takes a second for some ten thousand words, minutes
 * for a quoted text of many lines, and overflows the stack on 200 KB of `[`, since its composer recurses. It is never given a
 * text that this has not passed.
 */
export function findExcess(text: string, onNewLine: (offset: number) => void): Excess | null {
  const parser = new Parser(onNewLine);
  let words = 0;
  // The library's own loop says where the first line begins; this one takes its place.
  onNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    words += 1;
    for (const token of parser.next(lexeme)) void token;
    const { offset } = parser;
    if (parser.stack.length > deepest) return { message: 'is nested too deeply', offset };
    if (words > mostWords) return { message: `is the ${mostWords}th word, mark or break; ${atMost}`, offset };
    if (lexeme.length > longestWord)
      return { message: `is longer than ${longestWord} characters`, offset: offset - lexeme.length };
  }
  return null;
}

/** The schema is four levels deep; the parser's stack has up to three entries a level. */
const deepest = 64;
/** Spaces, line breaks and marks are counted too: a list of 10,000 addresses, each in its line, passes. */
const mostWords = 65_536;
const atMost = 'a configuration holds fewer: write neighbouring addresses as one network or range';
const longestWord = 65_536;
