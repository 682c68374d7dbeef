import { cleanField } from '../../../output/clean.ts';

const mostCharacters = 2000;
const longestLine = 120;

/** The start of a body as short lines; a long one is continued on the next, so that nothing in between is lost. */
export function bodyLines(body: string): { readonly lines: readonly string[]; readonly omitted: number } {
  const head = body.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
  const lines = head
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .flatMap((line) => pieces(line));
  const rest = body.slice(head.length);
  return { lines, omitted: rest.trim() === '' ? 0 : rest.split('\n').length };
}

/** The text of the first `title` element within the first 64 KiB; null where there is none. */
export function titleOf(body: string): string | null {
  const title = /<title(?:\s[^<>]{0,200})?>([^<]{1,500})/i.exec(body.slice(0, 65_536))?.[1];
  const text = title?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return text === '' ? null : cleanField(text, longestLine);
}

/** Cleaning makes a piece longer, never shorter; whatever that comes to is cut to what a field may hold. */
function pieces(line: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < line.length; at += longestLine) {
    found.push(cleanField(line.slice(at, at + longestLine)));
  }
  return found;
}
