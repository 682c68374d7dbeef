/** Cuts a text to at most `max` characters, between lines or words where it can, and says how much is shown. */
export function fit(text: string, max: number): string {
  if (text.length <= max) return text;
  const note = ` … (the first part of ${text.length} characters)`;
  const room = Math.max(0, max - note.length);
  const head = text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  const border = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  return `${border > room / 2 ? head.slice(0, border) : head}${note}`.slice(0, max);
}

/**
 * Joins sentences within `max` characters: where they are too long, the listing in the middle is cut, never what is said
 * after it.
 */
export function fitListing(
  before: readonly string[],
  listing: string,
  after: readonly string[],
  max: number,
): string {
  const room = Math.max(0, max - joined([...before, ...after]).length - 2);
  return fit(joined([...before, fit(listing, room), ...after]), max);
}

const joined = (sentences: readonly string[]): string => sentences.filter((said) => said !== '').join(' ');
