import { vouch, type Branded } from './brand.ts';

/** The name of one run: short, speakable and unguessable, such as `r-lusab-babad-gutih`. It is not authentication. */
export type RunId = Branded<string, 'RunId'>;

/** The caller's own name for a call, or ours where the caller gave none that is usable. */
export type CorrelationId = Branded<string, 'CorrelationId'>;

/** `count` bytes from a cryptographic source. */
export type RandomBytes = (count: number) => Uint8Array;

/** Makes a run id from 48 random bits, written as three proquints (Wilkerson, arXiv:0901.4016). */
export function newRunId(random: RandomBytes): RunId {
  const bytes = random(6);
  const words = [0, 2, 4].map((at) => proquint(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)));
  return vouch<RunId>(`r-${words.join('-')}`);
}

/** Reads a text as a run id; null where it is none. */
export const readRunId = (text: string): RunId | null =>
  /^r-(?:[a-z]{5}-){2}[a-z]{5}$/.test(text) ? vouch<RunId>(text) : null;

/** Takes the caller's correlation id where it matches `[A-Za-z0-9._-]{1,64}`, else makes one from 96 random bits. */
export function correlationIdOf(given: string | undefined, random: RandomBytes): CorrelationId {
  if (given !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(given)) {
    return vouch<CorrelationId>(given);
  }
  return vouch<CorrelationId>(`c-${hex(random(12))}`);
}

/** Makes the word that fences raw text in one reply: 48 random bits, which nobody knew when that text was written. */
export const newFence = (random: RandomBytes): string => hex(random(6));

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

function proquint(word: number): string {
  const pick = (alphabet: string, shift: number, mask: number): string =>
    alphabet.charAt((word >> shift) & mask);
  return [
    pick(consonants, 12, 15),
    pick(vowels, 10, 3),
    pick(consonants, 6, 15),
    pick(vowels, 4, 3),
    pick(consonants, 0, 15),
  ].join('');
}
