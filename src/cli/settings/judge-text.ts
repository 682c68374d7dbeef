import type { ConfigError } from '../../config/config-error.ts';
import type { Env } from '../../config/env-layer.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { secretReader } from '../../host/read-secret.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { errorsOfMeaning } from './errors-of-meaning.ts';

/** What a file means with the environment of today, or all that is wrong with it; tools that it declares are not read. */
export function judgeText(file: ConfigFile, env: Env): Result<LoadedConfig, readonly ConfigError[]> {
  const loaded = loadConfig({ file, env, flags: [], readSecret: secretReader(env) });
  if (!loaded.ok) return loaded;
  const errors = errorsOfMeaning({ ...loaded.value, leftOut: [] });
  return errors.length > 0 ? err(errors) : ok(loaded.value);
}
