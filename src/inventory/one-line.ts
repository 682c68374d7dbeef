import { clean } from '../output/clean.ts';

/** A text that a target may have chosen, as part of one line: what a terminal or a reader would obey is made visible. */
export const oneLine = (text: string, max = 120): string => {
  const line = clean(text).replaceAll(/\s+/gu, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`.toWellFormed();
};
