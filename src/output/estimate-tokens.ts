/**
 * Estimates from above how many tokens a text is to a model, without its vocabulary: as o200k does, it splits the text into
 * words, numbers, marks and space, and gives each piece what pieces of its length cost at most. Words are taken for English,
 * or with `any` for those of any language or none, which models know in parts only; what stands before a colon or an equals
 * sign is a key of ours even then. Keys, hashes and rows of marks are dear either way; noise can cost a fifth more.
 */
export function estimateTokens(text: string, language: 'english' | 'any' = 'english'): number {
  let tokens = 0;
  const said = text.replaceAll(longRuns, (run) => {
    if (!isOpaque(run)) return run;
    tokens += run.length / 1.35;
    return '';
  });
  for (const { 0: piece, index } of said.matchAll(pieces)) {
    const isOurs = language === 'english' || isKey(said, index + piece.length);
    const cost = costOf(piece, isOurs ? englishCost : anyCost);
    // A short piece of a longer run, such as of AbcXyz, is part of no word; those of maxRate and readOnly are words.
    const within = /^[A-Za-z]{1,3}$/.test(piece) && /[A-Za-z0-9]/.test(said.charAt(index - 1));
    tokens += within ? Math.max(cost, piece.length / 1.45) : cost;
  }
  return Math.ceil(tokens);
}

/** The pieces of o200k's own pattern: a word takes the one mark or space before it, digits go by threes. */
const pieces =
  /[^\r\n\p{L}\p{N}]?\p{Lu}*\p{Ll}+|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s+/gu;

const longRuns = /[A-Za-z0-9]{16,}/g;

/** Letters and digits mixed, capitals all over, or longer than any word: a hash, a key, an identifier. */
const isOpaque = (run: string): boolean =>
  run.length > 24 || (/\d/.test(run) && /[A-Za-z]/.test(run)) || (run.match(/[a-z][A-Z]/g)?.length ?? 0) > 3;

const isKey = (text: string, end: number): boolean => text[end] === '=' || text.startsWith('":', end);

function costOf(piece: string, wordCost: (letters: string) => number): number {
  const { length } = piece;
  if (/[^\u0000-\u007f]/.test(piece)) return new TextEncoder().encode(piece).length;
  if (/[A-Za-z]/.test(piece)) {
    const letters = piece.replace(/^[^A-Za-z]/, '');
    // A word that begins with a space or stands in JSON is mostly one token; a mark before a long one is another.
    const lead = /^[^A-Za-z ]/.test(piece) ? 0.35 : 0;
    return lead + wordCost(letters);
  }
  if (/\d/.test(piece)) return 1;
  if (/^\s+$/.test(piece)) return Math.max(1, length / 2.5);
  const marks = piece.trim().length;
  // A space before marks is no reason to take them for space: a row of them once cost twelve times its estimate.
  return Math.max(1, marks / (structure.test(piece) ? 2.6 : 1.35));
}

/** Marks as JSON and prose put them: what ends a value, what divides, what begins the next. */
const structure = /^ ?[}\])".]{0,6}[,:;]? ?[{[("]{0,4}$|^\.{2,}$|^[-=_*#]{2,}$/;

const anyCost = (letters: string): number => Math.max(1.03, letters.length / 2.8, oddCost(letters));

function englishCost(letters: string): number {
  const { length } = letters;
  const usual = length <= 5 ? 1.03 : length <= 9 ? 1.13 : length / 7;
  return Math.max(usual, oddCost(letters));
}

/** What letters cost that are no word, or are shouted; short ones are taken for the abbreviations of the field. */
function oddCost(letters: string): number {
  const { length } = letters;
  if (/[A-Z]{2}[a-z]/.test(letters)) return length / 1.4;
  if (length > 4 && unspoken.test(letters)) return length / 1.6;
  return length > 4 && letters === letters.toUpperCase() ? length / 2 : 0;
}

/** No word of a language: four consonants on end that English does not put so, or letters that never meet. */
const unspoken =
  /[bcdfghjklmnpqrstvwxz]{5}|q[^u]|[jqz][bcdfghjklmnpqrstvwx]|x[bdfgjklmnqrsvwxz]|[bcdfghjklmnpqrtvwxz][qxz]/i;
