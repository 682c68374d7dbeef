import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { err, ok, type Result } from '../kernel/result.ts';

/** A public key that signatures are checked with. */
export interface PublicKey {
  /** `sha256:` and the hash of its DER form, as `openssl pkey -pubin -outform DER | sha256sum` prints it. */
  readonly id: string;
  readonly verifies: (text: string, signature: Uint8Array) => boolean;
}

/** A private key, and the public one that belongs to it. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  readonly sign: (text: string) => Uint8Array;
}

/** Both halves of a new pair, as PEM. */
export function newKeyPair(): {
  readonly privatePem: string;
  readonly publicPem: string;
  readonly id: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicPem: String(publicKey.export({ type: 'spki', format: 'pem' })),
    id: idOf(publicKey),
  };
}

/** Reads a public key; the error is a predicate about the file that holds it. */
export function readPublicKey(pem: string): Result<PublicKey, string> {
  if (pem.includes('PRIVATE KEY'))
    return err('holds a private key; name the file of the public one, which ends in .pub');
  const key = keyFrom(() => createPublicKey(pem));
  return key === null ? err('holds no Ed25519 public key in PEM form') : ok(publicKeyOf(key));
}

/** Reads a private key; the error is a predicate about the file that holds it. */
export function readSigningKey(pem: string): Result<SigningKey, string> {
  if (/ENCRYPTED/.test(pem))
    return err(
      'holds a key behind a passphrase, which bailiwick does not ask for; decrypt it with `openssl pkey`, or sign with another key',
    );
  const key = keyFrom(() => createPrivateKey(pem));
  if (key === null) return err('holds no Ed25519 private key in PEM form');
  return ok({
    publicKey: publicKeyOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key),
  });
}

const publicKeyOf = (key: KeyObject): PublicKey => ({
  id: idOf(key),
  verifies: (text, signature) => verify(null, Buffer.from(text), key, signature),
});

const idOf = (key: KeyObject): string =>
  `sha256:${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;

function keyFrom(read: () => KeyObject): KeyObject | null {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
