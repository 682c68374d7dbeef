import { quote } from '../kernel/quote.ts';
import { clean } from '../output/clean.ts';

/**
 * How a secret may stand in what is shown: as it is, cleaned, quoted as in JSON (and as JSON within JSON) and in a message, within
 * a web address, and as Base64 or hexadecimal, also where it is a part of what was encoded.
 */
export const spellingsOf = (secret: string): readonly string[] => [
  secret,
  clean(secret),
  inJson(secret),
  inJson(inJson(secret)),
  quote(secret, Infinity).slice(1, -1),
  encodeURIComponent(secret.toWellFormed()),
  encodeURIComponent(encodeURIComponent(secret.toWellFormed())),
  encodeURI(secret.toWellFormed()),
  ...(secret.length < shortestEncoded ? [] : [Buffer.from(secret).toString('hex'), ...inBase64(secret)]),
];

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * The characters of Base64 that say nothing but the secret, for each place that it may have in a group of three bytes: those that
 * it shares with its neighbours are left out. Both alphabets; what differs only in these is one spelling.
 */
const inBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64'), bytes.toString('base64url')].map((text) => text.slice(first, end));
  });

/** What is shorter has encodings that are too short to be told from other text. */
const shortestEncoded = 8;
