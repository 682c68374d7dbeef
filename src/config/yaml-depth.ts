import { Lexer, Parser } from 'yaml';

// The schema is four levels deep; the parser's stack has up to three entries a level.
const deepest = 64;

/**
 * The offset at which a text nests deeper than any configuration does, or null. The library's parser keeps a stack of its own
 * but its composer recurses, so 200 KB of `[` overflow the stack: it is never given a text that this has not passed.
 */
export function nestsTooDeep(text: string, onNewLine: (offset: number) => void): number | null {
  const parser = new Parser(onNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > deepest) return parser.offset;
  }
  return null;
}
