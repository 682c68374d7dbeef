import type { Config } from '../config/schema.ts';
import { signedTextOf } from '../config/signed-text.ts';
import { readPublicKey } from '../host/ed25519.ts';
import { fileAndTrouble } from '../host/read-text-file.ts';
import type { Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { invalidSetting } from '../scope/invalid-setting.ts';
import { readSignature } from '../scope/signature.ts';

/** What is known of the signature of a scope that may be used. */
export type SignatureState =
  /** The configuration names none and asks for none. */
  { readonly kind: 'none' } | { readonly kind: 'valid'; readonly keyId: string };

/**
 * Holds the scope and the engagement in force to their signature, where one is named or required: a missing, unreadable or
 * wrong one is `config.invalid`, and nothing may start.
 */
export function checkSignature(
  config: Config,
  placeOf: (path: string) => string,
  readText: (path: string) => Result<string, string>,
): Result<SignatureState> {
  const { require_signature: required, public_key_file: keyFile, signature_file: file } = config.engagement;
  if (!required && file === '') return ok({ kind: 'none' });
  const refused = (
    key: keyof Config['engagement'],
    why: string,
  ): { readonly ok: false; readonly error: Failure } =>
    err(invalidSetting(`engagement.${key}`, why, placeOf(`engagement.${key}`)));
  if (file === '')
    return refused(
      'require_signature',
      `is true, but engagement.signature_file names no signature; ${wayOut}`,
    );
  if (keyFile === '')
    return refused(
      'public_key_file',
      'names no key to check the signature with; name the .pub file of `bailiwick scope keygen`',
    );

  const keyText = readText(keyFile);
  const key = keyText.ok ? readPublicKey(keyText.value) : keyText;
  if (!key.ok) return refused('public_key_file', `is ${fileAndTrouble(keyFile, key.error)}`);
  const text = readText(file);
  const signature = text.ok ? readSignature(text.value) : text;
  if (!signature.ok)
    return refused('signature_file', `is ${fileAndTrouble(file, signature.error)}; ${wayOut}`);
  if (key.value.verifies(signedTextOf(config), signature.value.bytes))
    return ok({ kind: 'valid', keyId: key.value.id });

  const { keyId } = signature.value;
  return keyId !== null && keyId !== key.value.id
    ? refused(
        'signature_file',
        `is ${quote(file)}, which names the key ${keyId}, but engagement.public_key_file holds ${key.value.id}; ${wayOut}`,
      )
    : refused(
        'signature_file',
        `is ${quote(file)}, which does not fit the scope and the engagement in force: ${changed}; ${wayOut}`,
      );
}

const wayOut = 'see `bailiwick scope show --canonical`, then sign it with `bailiwick scope sign`';
const changed =
  'one of them was changed since it was signed, be it in the file, by an environment variable, by a flag or by an upgrade';
