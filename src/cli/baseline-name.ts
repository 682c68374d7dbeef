import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads the name of a baseline, which no word for a run can be. */
export function baselineName(text: string): string {
  if (/^[a-z][a-z0-9._-]{0,63}$/i.test(text) && !/^(?:last|previous|r-)/i.test(text)) return text;
  throw new InvalidArgumentError(
    'It takes a letter, then letters, digits, dots and hyphens; it does not begin as words for runs do: last, r-.',
  );
}
