/**
 * Estimates from above how many tokens a text is to a model, without its vocabulary: as o200k does, it splits the text into
 * words, numbers, marks and space, and gives each piece what pieces of its length cost at most in English and JSON. Text of
 * other kinds, such as hexadecimal digits, can cost more.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) tokens += costOf(piece);
  return Math.ceil(tokens);
}

/** The pieces of o200k's own pattern: a word takes the one mark or space before it, digits go by threes. */
const pieces =
  /[^\r\n\p{L}\p{N}]?\p{Lu}*\p{Ll}+|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s+/gu;

function costOf(piece: string): number {
  const { length } = piece;
  if (/[^\u0000-\u007f]/.test(piece)) return new TextEncoder().encode(piece).length;
  if (/[A-Za-z]/.test(piece)) {
    const letters = piece.replace(/^[^A-Za-z]/, '');
    // A word that begins with a space or stands in JSON is mostly one token; a mark before a long one is another.
    const lead = /^[^A-Za-z ]/.test(piece) ? 0.35 : 0;
    return lead + (letters.length <= 5 ? 1.03 : letters.length <= 9 ? 1.13 : letters.length / 7);
  }
  if (/\d/.test(piece)) return 1;
  return /\s/.test(piece) ? 1 : Math.max(1, length / 2.6);
}
