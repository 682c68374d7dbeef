/**
 * Makes visible what a terminal or a reader would obey or not see: control characters (and with ESC every terminal
 * sequence), bidirectional controls, zero-width characters and Unicode tags. Newline and tab stay; cleaning twice changes
 * nothing more.
 */
export const clean = (text: string): string =>
  obeyed.test(text) ? text.replaceAll(everyObeyed, visible) : text;

/** The first character that `clean` would make visible, and its name such as U+202E; null where there is none. */
export function firstObeyed(text: string): { readonly at: number; readonly name: string } | null {
  const at = text.search(obeyed);
  if (at === -1) return null;
  const code = text.codePointAt(at) ?? 0;
  return { at, name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}` };
}

/** Cleans one text of a parsed result, and cuts it to `max` characters, as `cleanDeep` would. */
export const cleanField = (text: string, max = longestField): string => cut(clean(text), max);

/** Cleans every string of a value, keys too, and cuts each to `maxField` characters. */
export function cleanDeep(value: unknown, maxField = longestField): unknown {
  if (typeof value === 'string') return cleanField(value, maxField);
  if (Array.isArray(value)) return value.map((entry: unknown) => cleanDeep(entry, maxField));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [cleanField(key, maxField), cleanDeep(entry, maxField)]),
  );
}

const longestField = 200;

// C0 but newline and tab, DEL, C1; the Arabic letter mark; zero width and direction marks; line, paragraph and bidirectional
// controls; invisible operators and isolates; the byte order mark; lone surrogates; tags, which spell ASCII unseen; annotation
// anchors; and all else that Unicode calls ignorable: variation selectors can carry any bytes unseen, fillers look like blanks.
const source =
  '[\\u{0}-\\u{8}\\u{b}-\\u{1f}\\u{7f}-\\u{9f}\\u{61c}\\u{200b}-\\u{200f}\\u{2028}-\\u{202e}\\u{2060}-\\u{2069}\\u{feff}\\u{fff9}-\\u{fffb}\\u{d800}-\\u{dfff}\\u{e0000}-\\u{e007f}\\p{Default_Ignorable_Code_Point}]';
const obeyed = new RegExp(source, 'u');
const everyObeyed = new RegExp(source, 'gu');

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/** Cuts without leaving half a character; the ellipsis counts. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
