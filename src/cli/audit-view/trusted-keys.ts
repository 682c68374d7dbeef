import { mostKeyBytes } from '../../host/audit-key.ts';
import { readPublicKey, type PublicKey } from '../../host/ed25519.ts';
import { auditKeyFile, besideConfig } from '../../host/places.ts';
import { absentFile, fileAndTrouble, readTextFile } from '../../host/read-text-file.ts';
import { failure } from '../../kernel/failure.ts';
import { all, err, ok, type Result } from '../../kernel/result.ts';
import type { JudgeSignature } from '../../store/audit/checkpoint.ts';

interface KeyPlaces {
  /** Files that the caller has named. */
  readonly named: readonly string[];
  /** `audit.key_file`. */
  readonly configured: string;
  readonly configFile: string | null;
  readonly auditFile: string;
}

/**
 * What judges signatures: the public keys that were named, else the public half of the configured one; null where there is none, which
 * is an error only of those that were named.
 */
export function judgeByKeys({
  named,
  configured,
  configFile,
  auditFile,
}: KeyPlaces): Result<JudgeSignature | null> {
  if (named.length > 0) {
    const keys = all(named.map(keyIn));
    return keys.ok ? ok(judgeOf(keys.value)) : keys;
  }
  const path = configured === '' ? auditKeyFile(auditFile) : besideConfig(configFile, configured);
  const pem = readTextFile(`${path}.pub`, mostKeyBytes);
  if (!pem.ok && pem.error === absentFile) return ok(null);
  const key = keyIn(`${path}.pub`);
  return key.ok ? ok(judgeOf([key.value])) : key;
}

function keyIn(file: string): Result<PublicKey> {
  const pem = readTextFile(file, mostKeyBytes);
  const key = pem.ok ? readPublicKey(pem.value) : pem;
  return key.ok
    ? key
    : err(
        failure('input.invalid', `The public key is ${fileAndTrouble(file, key.error)}.`, {
          field: '--pubkey',
        }),
      );
}

const judgeOf =
  (keys: readonly PublicKey[]): JudgeSignature =>
  ({ text, keyId, signature }) => {
    const key = keys.find(({ id }) => id === keyId);
    if (key === undefined) return 'unknown_key';
    return key.verifies(text, Buffer.from(signature, 'base64')) ? 'valid' : 'forged';
  };
