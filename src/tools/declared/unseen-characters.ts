import type { Span } from '../../config/source-text.ts';
import { isTree, type Path } from '../../config/tree.ts';
import { firstObeyed } from '../../output/clean.ts';
import type { Slip } from './slips.ts';

/** A character of a file that may not be in it. */
export interface UnseenCharacter {
  readonly span: Span;
  readonly message: string;
}

/**
 * Finds characters that terminals obey or that nobody sees, comments included: the first of a line, in the first few lines. A
 * definition is read by people who vouch for it and by models that act on it, and both must see the same.
 */
export const unseenInText = (text: string): readonly UnseenCharacter[] =>
  text
    .split(/\r?\n/)
    .flatMap((line, index) => {
      const found = firstObeyed(line);
      if (found === null) return [];
      return [{ span: { line: index + 1, col: found.at + 1, width: 1 }, message: saying(found.name) }];
    })
    .slice(0, 5);

/** Finds them in keys and values where escapes brought them: `"\u202e"` is plain ASCII in the file. */
export function unseenInData(data: unknown, path: Path = []): readonly Slip[] {
  if (typeof data === 'string') return slipOf(data, path, 'value');
  if (Array.isArray(data))
    return data.flatMap((item: unknown, index) => unseenInData(item, [...path, index]));
  if (!isTree(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    ...slipOf(key, [...path, key], 'key'),
    ...unseenInData(value, [...path, key]),
  ]);
}

function slipOf(text: string, path: Path, at: 'key' | 'value'): readonly Slip[] {
  const found = firstObeyed(text);
  return found === null ? [] : [{ path, at, message: saying(found.name) }];
}

const saying = (name: string): string =>
  `holds ${name}, which a terminal obeys or nobody sees; write text as people read it`;
