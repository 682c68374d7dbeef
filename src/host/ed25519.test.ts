import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { newKeyPair, readPublicKey, readSigningKey } from './ed25519.ts';

const pair = newKeyPair();

test('what a key signs, its public half verifies, and nothing else', () => {
  const [signing, verifying] = [readSigningKey(pair.privatePem), readPublicKey(pair.publicPem)];
  if (!signing.ok || !verifying.ok) throw new Error('both halves are sound');
  const signature = signing.value.sign('a scope');
  expect(verifying.value.verifies('a scope', signature)).toBe(true);
  expect(verifying.value.verifies('a scopf', signature)).toBe(false);
  expect(verifying.value.verifies('a scope', signature.slice(1))).toBe(false);
  expect([signing.value.publicKey.id, verifying.value.id]).toEqual([pair.id, pair.id]);
});

test('a key behind a passphrase is refused as such', () => {
  const locked = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const read = readSigningKey(locked.privateKey);
  expect(read.ok ? '' : read.error).toContain('behind a passphrase');
});

test('other keys and other texts are no keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const rsaPem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  for (const text of ['', 'x', rsaPem, pair.publicPem]) expect(readSigningKey(text).ok).toBe(false);
  for (const text of [
    '',
    'x',
    String(rsa.publicKey.export({ type: 'spki', format: 'pem' })),
    pair.privatePem,
  ])
    expect(readPublicKey(text).ok).toBe(false);
});
