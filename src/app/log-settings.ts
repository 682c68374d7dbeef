import type { LoadedConfig } from '../config/load.ts';
import { configRows } from '../config/rows.ts';
import { getIn } from '../config/tree.ts';
import { isSecretName } from '../host/log/secret-names.ts';
import type { LogFile, LogSettings } from '../host/logger.ts';
import { besideConfig } from '../host/places.ts';
import { Secret } from '../kernel/secret.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How a server logs: as configured, and never what its configuration or environment keeps secret. */
export function logSettingsOf(
  { config, file }: Pick<LoadedConfig, 'config' | 'file'>,
  env: Env,
): LogSettings {
  const { level, format } = config.logging;
  return { level, format, file: fileOf(config.logging, file), secrets: secretsOf(config, env) };
}

function fileOf(
  { file_path: path, max_file_size: maxBytes, backup_count: backups }: LoadedConfig['config']['logging'],
  configFile: string | null,
): LogFile | null {
  return path === '' ? null : { path: besideConfig(configFile, path), maxBytes, backups };
}

/** The secrets of a configuration and its environment as they are written. */
export function knownSecrets({ config }: Pick<LoadedConfig, 'config'>, env: Env): readonly string[] {
  const known = lastKnown.get(config) ?? secretsOf(config, env).map((secret) => secret.reveal());
  lastKnown.set(config, known);
  return known;
}

/** A configuration does not change: every call asks for the same. */
const lastKnown = new WeakMap<LoadedConfig['config'], readonly string[]>();

/** What the schema marks as secret, and what stands in variables of a telling name: those need not be ours. */
function secretsOf(config: LoadedConfig['config'], env: Env): readonly Secret[] {
  const configured = configRows.flatMap(({ secret, keys }) => (secret ? [getIn(config, keys)] : []));
  const inherited = Object.entries(env).flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
  return [...configured, ...inherited]
    .filter((one) => typeof one === 'string')
    .flatMap((one) => (one.length < shortest ? [] : [new Secret(one)]));
}

/** What is shorter is a word or a number that would spoil lines. */
const shortest = 8;
