/** Cuts a text to at most `max` characters, between lines or words where it can, and says how much is shown. */
export function fit(text: string, max: number): string {
  if (text.length <= max) return text;
  const note = ` … (the first part of ${text.length} characters)`;
  const room = Math.max(0, max - note.length);
  const head = text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  const border = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  return `${border > room / 2 ? head.slice(0, border) : head}${note}`.slice(0, max);
}
