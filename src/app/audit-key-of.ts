import type { LoadedConfig } from '../config/load.ts';
import { readAuditKey, readOrMakeAuditKey } from '../host/audit-key.ts';
import type { SigningKey } from '../host/ed25519.ts';
import { auditKeyFile, besideConfig } from '../host/places.ts';
import { fileAndTrouble } from '../host/read-text-file.ts';
import { err, type Result } from '../kernel/result.ts';

/** Reads the key that signs checkpoints, once: the configured one, or one beside the database, which is made where there is none. */
export function auditKeyOf(
  { config, file }: Pick<LoadedConfig, 'config' | 'file'>,
  auditFile: string,
): () => Result<SigningKey, string> {
  let known: Result<SigningKey, string> | null = null;
  return () => {
    if (known?.ok === true) return known;
    const named = config.audit.key_file;
    const path = named === '' ? auditKeyFile(auditFile) : besideConfig(file, named);
    const read = named === '' ? readOrMakeAuditKey(path) : readAuditKey(path);
    known = read.ok ? read : err(`The key of the audit log is ${fileAndTrouble(path, read.error)}.`);
    return known;
  };
}
