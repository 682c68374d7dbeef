import type { Secret } from '../../kernel/secret.ts';
import { secretMaskOf } from '../../pipeline/secret-mask.ts';

/** Takes secrets out of one text: those that are known, in any usual encoding, and what has the form of one. */
export type Scrub = (text: string) => string;

/**
 * The last of four layers, a net below the others: a secret is a `Secret`, the schema marks it, the mask of its call hides it. What
 * got through all the same is known here by its value, by the name before it or by its form.
 */
export function scrubOf(known: readonly Secret[]): Scrub {
  const mask = secretMaskOf(known.map((secret) => secret.reveal()));
  return (text) => {
    const unknown = mask === null ? text : mask.text(text);
    return mayHold.test(unknown)
      ? forms.reduce((rest, [form, put]) => rest.replaceAll(form, put), unknown)
      : unknown;
  };
}

/** What every one of the forms has; most texts have none of it. */
const mayHold = /[:=]|bearer|basic|digest|PRIVATE KEY/i;

// Bounded repeats keep each match linear, whatever a text holds.
const forms: readonly (readonly [RegExp, string])[] = [
  // https://me:PASSWORD@host, where the password may hold an "@" as well.
  [/(:[/\\]{1,8})[^\s/\\"'<>]{1,1024}@/g, '$1[redacted]@'],
  [/\b(bearer|basic|digest)(\s{1,4})[\w.~+/=-]{8,4096}/gi, '$1$2[redacted]'],
  [
    /((?:authorization|cookie)["']?\s{0,4}[:=]\s{0,4}["']?)(?!\[redacted\])[^\r\n"']{1,4096}/gi,
    '$1[redacted]',
  ],
  [
    /((?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|community)["']?\s{0,4}[:=]\s{0,4}["']?)(?!\[redacted\])[^\s"'&,;]{1,4096}/gi,
    '$1[redacted]',
  ],
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    '[redacted]',
  ],
];
