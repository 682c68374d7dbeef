import { vouch } from '../kernel/brand.ts';
import { quote } from '../kernel/quote.ts';
import type { Arg } from './arg.ts';
import type { Checked } from './word.ts';

/**
 * A word that an operator wrote into the definition of a tool: it is to that tool what a literal is to a built-in one. Printable
 * ASCII, with spaces inside at most; the definition was checked when it was read, so anything else is a bug: it throws.
 */
export function operatorWord(text: string): Arg {
  if (!/^[!-~](?:[ -~]*[!-~])?$/.test(text)) throw new Error(`not a word of a command line: ${quote(text)}`);
  return vouch<Arg>(text);
}

/** One word of several pieces, such as `--count=` and 3. No caller's piece begins it with a hyphen: each was checked for that. */
export const glued = (pieces: readonly (Arg | Checked)[]): Arg => operatorWord(pieces.join(''));
