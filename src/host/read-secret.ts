import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from '../config/env-layer.ts';
import type { ReadSecret, SecretSource } from '../config/secret-source.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readTrustedFile } from './read-trusted-file.ts';

/** Reads secrets where they are kept on this machine. The values are never part of an error. */
export const secretReader =
  (env: Env): ReadSecret =>
  ({ kind, name }) => {
    switch (kind) {
      case 'from_env': {
        const text = env[name];
        forget([name]);
        return text === undefined || text === ''
          ? err('names an environment variable that is not set')
          : ok(text);
      }
      case 'from_credential': {
        const path = secretFile({ kind, name }, env);
        return path === null
          ? err(
              'names a credential of systemd, but CREDENTIALS_DIRECTORY is not set: LoadCredential= gives it',
            )
          : fromFile(path);
      }
      case 'from_file':
        return isPrivate(name) ? fromFile(name) : err('names a file that every user can read: chmod 600 it');
    }
  };

/** The file that a secret is kept in; null where it is in none. */
export function secretFile({ kind, name }: SecretSource, env: Env): string | null {
  if (kind === 'from_env') return null;
  const folder = env['CREDENTIALS_DIRECTORY'];
  if (kind === 'from_file') return name;
  return folder === undefined ? null : join(folder, name);
}

/** Takes variables out of this process's environment: nothing that it loads or starts has any business with them. */
export function forget(names: readonly string[]): void {
  for (const name of names) delete process.env[name];
}

/** Editors and `echo` end a file with a line break, which is not part of the secret. */
function fromFile(path: string): Result<string, string> {
  const text = readTrustedFile(path, mostBytes);
  if (!text.ok) return err(`names a file, but ${text.error}`);
  const secret = text.value.replace(/\r?\n$/, '');
  // Nothing would stand for the default, which may well be to ask for no token.
  return secret === '' ? err('names a file, but the file is empty') : ok(secret);
}

/** Containers show their secrets to all users there are in them. */
function isPrivate(path: string): boolean {
  if (resolve(path).startsWith('/run/secrets/')) return true;
  try {
    return (statSync(path).mode & othersRead) === 0;
  } catch {
    return true;
  }
}

const othersRead = 0o004;
const mostBytes = 64 * 1024;
