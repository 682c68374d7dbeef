import { configRows } from './rows.ts';
import { secretSections } from './secret-sections.ts';

/**
 * Tells for each line of a file whether it may hold a secret. A file that has errors is the one whose structure cannot be
 * trusted, so this goes by words: from a line with a suspicious key on, lines are secret until the next first-column key.
 */
export function secretLines(lines: readonly string[]): readonly boolean[] {
  let secret = false;
  return lines.map((line) => {
    if (/^[^\s#]/.test(line)) secret = false;
    secret ||= suspicious.test(line.replaceAll(innocent, ''));
    return secret;
  });
}

// The stems catch misspelt keys too: the line of `tokn: …` holds a token. Bounded repeats keep the match linear.
const stems = [...secretSections, 'tok', 'tkn', 'pass', 'pwd', 'secret', 'cred', 'url', 'key', 'auth'];
const suspicious = new RegExp(`(?:${stems.join('|')})\\w{0,40}["']?\\s{0,40}(?::|$)`, 'i');

// `authorised_by` and `public_key_file` hold no secret, whatever their stems: keys of the schema, spelled exactly.
const secretKeys = new Set(configRows.flatMap(({ secret, keys }) => (secret ? keys : [])));
const openKeys = new Set(configRows.flatMap(({ secret, keys }) => (secret ? [] : keys.slice(-1))));
const innocent = new RegExp(
  `(?<![\\w.-])(?:${[...openKeys].filter((key) => !secretKeys.has(key)).join('|')})(?=["']?\\s{0,40}:)`,
  'g',
);
