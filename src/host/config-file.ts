import { join } from 'node:path';
import { configError, type ConfigError } from '../config/config-error.ts';
import type { Env } from '../config/env-layer.ts';
import type { ConfigFile } from '../config/file-layer.ts';
import { maxFileBytes } from '../config/max-file-bytes.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { absentFile } from './read-text-file.ts';
import { readTrustedFile } from './read-trusted-file.ts';

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

/** Where a new configuration file belongs: the place that is asked for, else the usual one; null where there is none. */
export function configPath({ path, env }: ConfigFileQuery): string | null {
  const asked = path ?? env['BAILIWICK_CONFIG'];
  if (asked !== undefined && asked !== '') return asked;
  const folder = usualFolder(env);
  return folder === null ? null : join(folder, 'config.yaml');
}

const usualNames = ['config.yaml', 'config.yml', 'config.json'];

function readUsual(folder: string): Result<ConfigFile | null, readonly ConfigError[]> {
  const present = usualNames
    .map((name) => ({ name, found: read(join(folder, name)) }))
    .filter(({ found }) => found.ok || found.error.some(({ message }) => message !== absentFile));
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

function read(path: string): Result<ConfigFile, readonly ConfigError[]> {
  const text = readTrustedFile(path, maxFileBytes);
  return text.ok ? ok({ path, text: text.value }) : err([configError({ place: path, message: text.error })]);
}
