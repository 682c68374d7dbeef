import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** The most words that `extra_args` may hold. */
export const mostTokens = 64;

/**
 * Splits extra arguments into words. A string is split at spaces, with quotes around a whole word only; an array holds one
 * word per element. No shell ever reads them: its characters are refused so that nobody comes to think that one does.
 */
export function splitTokens(
  input: string | readonly string[],
  maxLength: number,
  field: string,
): Result<readonly string[]> {
  const length =
    typeof input === 'string' ? input.length : input.reduce((sum, token) => sum + token.length + 1, 0);
  if (length > maxLength) {
    return refuse(field, `has ${length} characters; security.max_args_length allows ${maxLength}`);
  }
  const pieces = typeof input === 'string' ? input.split(' ').filter((piece) => piece !== '') : input;
  if (pieces.length > mostTokens)
    return refuse(field, `has ${pieces.length} words; at most ${mostTokens} are accepted`);
  const tokens: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const place = `${field}[${index}]`;
    const token = typeof input === 'string' ? unquoted(piece) : piece;
    const slip = token === null ? 'has a quote that is not around the whole word' : slipOf(token);
    if (token === null || slip !== null) return refuse(place, `${quote(piece)} ${slip ?? ''}`);
    tokens.push(token);
  }
  return ok(tokens);
}

function slipOf(token: string): string | null {
  if (token === '') return 'is empty';
  if (token.includes(' ')) return 'holds a space; give one word per element, such as ["-p", "80"]';
  const at = token.search(/[^!-~]/u);
  if (at >= 0) {
    const code = (token.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `holds the character U+${code}; arguments are printable ASCII`;
  }
  const forbidden = /[;&|`$><\\]/.exec(token);
  return forbidden === null
    ? null
    : `holds ${forbidden[0]}, a shell character; no shell runs here and none is accepted`;
}

/** The word without the quotes around it; null where a quote stands anywhere else. */
function unquoted(piece: string): string | null {
  const inner = /^(["'])([^"']+)\1$/.exec(piece)?.[2] ?? piece;
  return /["']/.test(inner) ? null : inner;
}

const refuse = (place: string, why: string): Result<never> =>
  err(failure('args.refused', `${place}: ${why}. Nothing was sent.`, { field: place }));
