/**
 * The beginning and the end of a text, at most `max` characters in all, with the gap counted on a line of its own: what went
 * wrong stands in a program's last words. `unkept` are the bytes that were let go before this text was made.
 */
export function ends(text: string, max: number, unkept = 0): string {
  if (text.length <= max) return text;
  const gap = (missing: number): string =>
    `\n[… ${missing} characters${unkept === 0 ? '' : ` and ${unkept} bytes`} not shown …]\n`;
  const half = Math.max(0, Math.floor((max - gap(text.length).length) / 2));
  const head = text.slice(0, half).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(text.length - half).replace(/^[\udc00-\udfff]/, '');
  return `${head}${gap(text.length - head.length - tail.length)}${tail}`.slice(0, max);
}
