import { rmSync } from 'node:fs';
import { err, type Result } from '../kernel/result.ts';
import { newKeyPair, readSigningKey, type SigningKey } from './ed25519.ts';
import { absentFile } from './read-text-file.ts';
import { readTrustedFile } from './read-trusted-file.ts';
import { writeFileWhole } from './write-file.ts';

/** The longest file of a key, bytes. */
export const mostKeyBytes = 10_000;

/** Reads the key that signs checkpoints; the error is a predicate about its file. */
export function readAuditKey(path: string): Result<SigningKey, string> {
  const pem = readTrustedFile(path, mostKeyBytes);
  return pem.ok ? readSigningKey(pem.value) : pem;
}

/** The same, and makes a pair where there is none: the private half 0600, the public one beside it as `PATH.pub`. */
export function readOrMakeAuditKey(path: string): Result<SigningKey, string> {
  const found = readAuditKey(path);
  if (found.ok || found.error !== absentFile) return found;
  const { privatePem, publicPem } = newKeyPair();
  const written = writeFileWhole(path, privatePem, { mode: 0o600, replace: false });
  // Another process may have made one in the same moment: then that one counts.
  if (!written.ok) return readAuditKey(path);
  const beside = writeFileWhole(`${path}.pub`, publicPem, { mode: 0o644, replace: true });
  if (beside.ok) return readAuditKey(path);
  rmSync(path, { force: true });
  return err(`cannot have its public half beside it, for that ${beside.error}`);
}
