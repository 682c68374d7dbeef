import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../config/env-layer.ts';
import type { ReadSecret } from '../config/secret-source.ts';
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
        const folder = env['CREDENTIALS_DIRECTORY'];
        return folder === undefined
          ? err(
              'names a credential of systemd, but CREDENTIALS_DIRECTORY is not set: LoadCredential= gives it',
            )
          : fromFile(join(folder, name));
      }
      case 'from_file':
        return isPrivate(name) ? fromFile(name) : err('names a file that every user can read: chmod 600 it');
    }
  };

/** Takes variables out of this process's environment: nothing that it loads or starts has any business with them. */
export function forget(names: readonly string[]): void {
  for (const name of names) delete process.env[name];
}

/** Editors and `echo` end a file with a line break, which is not part of the secret. */
function fromFile(path: string): Result<string, string> {
  const text = readTrustedFile(path, mostBytes);
  return text.ok ? ok(text.value.replace(/\r?\n$/, '')) : err(`names a file, but ${text.error}`);
}

/** Containers show their secrets to all users there are in them. */
function isPrivate(path: string): boolean {
  if (path.startsWith('/run/secrets/')) return true;
  try {
    return (statSync(path).mode & othersRead) === 0;
  } catch {
    return true;
  }
}

const othersRead = 0o004;
const mostBytes = 64 * 1024;
