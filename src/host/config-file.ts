import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { configError, type ConfigError } from '../config/config-error.ts';
import type { Env } from '../config/env-layer.ts';
import { maxFileBytes, type ConfigFile } from '../config/file-layer.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Where to look for a configuration file. */
export interface ConfigFileQuery {
  /** The path given on the command line. */
  readonly path?: string | undefined;
  readonly env: Env;
}

/**
 * Finds and reads the configuration file: the given path, else `$BAILIWICK_CONFIG`, else `bailiwick/config.yaml`, `.yml` or
 * `.json` under `${XDG_CONFIG_HOME:-~/.config}` if there is one; two are an error, since one would be ignored. A file that was asked for and cannot be read is an error, never ignored;
 * null where none was asked for and there is none. An error means exit code 9, `config.invalid`.
 */
export function readConfigFile({
  path,
  env,
}: ConfigFileQuery): Result<ConfigFile | null, readonly ConfigError[]> {
  const asked = path ?? env['BAILIWICK_CONFIG'];
  if (asked === '') {
    const place = path === undefined ? 'BAILIWICK_CONFIG' : '--config';
    return err([
      configError({
        place,
        message: 'the path of the configuration file is empty; name a file or leave it out',
      }),
    ]);
  }
  if (asked !== undefined) return read(asked);
  const folder = usualFolder(env);
  return folder === null ? ok(null) : readUsual(folder);
}

const usualNames = ['config.yaml', 'config.yml', 'config.json'];

function readUsual(folder: string): Result<ConfigFile | null, readonly ConfigError[]> {
  const present = usualNames
    .map((name) => ({ name, found: read(join(folder, name)) }))
    .filter(({ found }) => found.ok || found.error.some(({ message }) => message !== absent));
  const [first, second] = present;
  if (first === undefined) return ok(null);
  if (second === undefined) return first.found;
  const names = present.map(({ name }) => name).join(' and ');
  const message = `holds ${names}; keep one of them, or name one with --config`;
  return err([configError({ place: folder, message })]);
}

/** The XDG base directory rules: a relative path there is invalid and does not count. */
function usualFolder(env: Env): string | null {
  const xdg = env['XDG_CONFIG_HOME'];
  if (xdg?.startsWith('/')) return join(xdg, 'bailiwick');
  const home = env['HOME'];
  return home?.startsWith('/') ? join(home, '.config', 'bailiwick') : null;
}

const absent = 'there is no such file';

function read(path: string): Result<ConfigFile, readonly ConfigError[]> {
  const bytes = bytesOf(path);
  const text = bytes.ok ? textOf(bytes.value) : bytes;
  return text.ok ? ok({ path, text: text.value }) : err([configError({ place: path, message: text.error })]);
}

/** Opens once and asks the open file, so that nothing can be swapped in between; without blocking, in case it is a pipe. */
function bytesOf(path: string): Result<Uint8Array, string> {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return err(why(error));
  }
  try {
    if (!fstatSync(file).isFile()) return err('is not a regular file');
    const buffer = new Uint8Array(maxFileBytes + 1);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      length += count;
      if (length > maxFileBytes) return err(`the file is larger than ${maxFileBytes} bytes`);
      if (count === 0) return ok(buffer.subarray(0, length));
    }
  } catch (error) {
    return err(why(error));
  } finally {
    closeSync(file);
  }
}

/** Decodes UTF-8 strictly. A byte order mark stays, for the reader to refuse it with its place. */
function textOf(bytes: Uint8Array): Result<string, string> {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return err('the file is UTF-16; save it as UTF-8');
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err('the file is not valid UTF-8');
  }
}

function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return absent;
    case 'EACCES':
      return 'may not be read by this user';
    default:
      return `cannot be read (${code})`;
  }
}
