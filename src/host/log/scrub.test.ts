import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../kernel/secret.ts';
import { loggable } from './loggable.ts';
import { renderLine } from './render-line.ts';
import { scrubOf } from './scrub.ts';

const canary = 'cAnary"\\/+ §7&=x-9Fq2';
const scrub = scrubOf([new Secret(canary), new Secret('another-secret-of-ours')]);

/** Ways to write a text that a log may meet. */
const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify(text)),
  encodeURIComponent,
  (text) => encodeURIComponent(encodeURIComponent(text)),
  encodeURI,
  (text) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(`u:${text}`).toString('base64'),
  (text) => Buffer.from(`{"k":"${text}"}`).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
];

/** What stands around it. */
const surroundings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `https://${text}@10.0.0.5/`,
  (text) => `ftp://me:${text}@db.lab.internal:21/x?y=z`,
  (text) => `https://10.0.0.5/${text}?${text}=${text}#${text}`,
  (text) => `Authorization: Bearer ${text}`,
  (text) => `cookie: a=${text}; b=c`,
  (text) => `curl -u me:${text} --header 'X-Api-Key: ${text}' http://10.0.0.5/`,
  (text) => `cannot read ${text}: ENOENT\n    at f (${text}:1:2)`,
  (text) => `${'x'.repeat(8170)}${text}${'y'.repeat(100)}`,
  (text) => `${'x'.repeat(16_370)}${text}${'y'.repeat(9000)}`,
  (text) => `\u001b[1m${text}\u001b[0m`,
];

/** Where in the fields of a line. */
const places: readonly ((text: string) => Readonly<Record<string, unknown>>)[] = [
  (text) => ({ message: text }),
  (text) => ({ argv: ['curl', text] }),
  (text) => ({ deep: { deeper: [{ deepest: text }] } }),
  (text) => ({ [text]: true }),
  (text) => ({ inner: { [text]: { [text]: 1 } } }),
  (text) => ({ error: new Error(text) }),
  (text) => ({ trace: new Error('x', { cause: text }).stack ?? text }),
  (text) => ({ url: text, headers: { authorization: text, 'set-cookie': [text] } }),
];

/** Everything that would give the canary away: any eight characters of it in a row, in any of the encodings. */
const traces: readonly string[] = encodings.flatMap((encode) => {
  const whole = encode(canary).toLowerCase();
  const ofOthers = encode('x'.repeat(canary.length)).toLowerCase();
  const all = Array.from({ length: whole.length - 7 }, (_, at) => whole.slice(at, at + 8));
  return all.filter((trace) => !ofOthers.includes(trace));
});

test('C6: a known secret is in no line, wherever it stands and however it is written: over 1,000 places and encodings', () => {
  let tried = 0;
  for (const encode of encodings)
    for (const surround of surroundings)
      for (const place of places) {
        const fields = loggable(place(surround(encode(canary))), scrub);
        for (const format of ['json', 'text'] as const) {
          const line = renderLine({ time: new Date(0), level: 'info', event: 'tool.call', fields }, format);
          const shown = line.toLowerCase();
          expect(traces.filter((trace) => shown.includes(trace))).toEqual([]);
          tried += 1;
        }
      }
  expect(tried).toBeGreaterThan(2000);
});

test('C6: any secret of eight characters or more is in no line, whatever stands around it', () => {
  const secret = fc
    .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
    .filter((text) => text.trim().length >= 8);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), fc.nat({ max: 3 }), (known, before, after, way) => {
      const encode =
        [
          encodeURIComponent,
          JSON.stringify,
          (text: string) => text,
          (text: string) => Buffer.from(text).toString('base64url'),
        ][way] ?? String;
      const text = scrubOf([new Secret(known)])(`${before} ${encode(known)} ${after}`);
      expect(text.toLowerCase()).not.toContain(encode(known).toLowerCase());
    }),
    { numRuns: 2000 },
  );
});

test('what has the form of a secret goes although nobody knows it', () => {
  const blank = scrubOf([]);
  expect(blank('GET https://me:p@ss@10.0.0.5/x')).toBe('GET https://[redacted]@10.0.0.5/x');
  expect(blank('Authorization: Basic bWU6cHc= and more')).not.toContain('bWU6');
  expect(blank('sent "bearer abcdefgh12345"')).toBe('sent "bearer [redacted]"');
  expect(blank('DB_PASSWORD=hunter22 api-key: "k 1" token=t1;x')).toBe(
    'DB_PASSWORD=[redacted] api-key: "[redacted] 1" token=[redacted];x',
  );
  expect(blank('a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- b')).toBe(
    'a [redacted] b',
  );
  expect(blank('-----BEGIN PRIVATE KEY-----\nMII')).toBe('[redacted]');
});

test('what only looks a little like one stays', () => {
  const plain = [
    'tool=dig status=succeeded',
    'http://10.0.0.5:8080/a@b',
    'mail me@lab.internal: now',
    'the token is gone, and basic auth too',
    'breaker.open: 5 failures',
  ];
  expect(plain.map(scrubOf([]))).toEqual(plain);
});

test('a hostile text is scrubbed in linear time', () => {
  const before = performance.now();
  for (const part of [
    '://',
    'token ',
    'token=',
    'cookie : ',
    '-----BEGIN PRIVATE KEY-----',
    'bearer ',
    '@',
    '://a',
  ])
    scrubOf([new Secret('a-known-secret')])(part.repeat(20_000));
  expect(performance.now() - before).toBeLessThan(2000);
});
