import type { ConfigError } from '../../config/config-error.ts';
import { configVersionOf } from '../../config/config-version.ts';
import { secretEnvNames } from '../../config/env-names.ts';
import { inOrder } from '../../config/in-order.ts';
import { loadConfig, loadOrSound, type LoadedConfig, type SoundConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { forget, secretReader } from '../../host/read-secret.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { catalogue } from '../../tools/catalogue.ts';
import type { Tool } from '../../tools/tool.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/** The configuration of a command, and every tool that there is with it. */
export interface LoadedSettings extends LoadedConfig {
  /** The tools that ship, then those that the operator declares. */
  readonly catalogue: readonly Tool[];
}

/** Loads the configuration of a command; where it is not sound, shows every error and gives the exit code. */
export async function loadSettings(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<LoadedSettings, number>> {
  const read = await readSettings(terminal, common);
  return read.ok ? read : err(await reportConfigErrors(terminal, common, read.error));
}

/** The same for whoever does something else with the errors. */
export async function readSettings(
  { env }: Pick<Terminal, 'env'>,
  common: Pick<CommonOptions, 'config' | 'flags'>,
): Promise<Result<LoadedSettings, readonly ConfigError[]>> {
  const file = readConfigFile({ path: common.config, env });
  if (!file.ok) return file;
  const sources = { file: file.value, env, flags: common.flags, readSecret: secretReader(env) };
  forget(secretEnvNames);
  const { loaded: first, sound } = loadOrSound(sources);
  if (!first.ok && sound === null) return err(inOrder(first.error));
  // The names of the tools are known only once the configuration has told where they are declared.
  const paths = sound?.config.tool.definitions ?? [];
  const declared =
    sound === null || paths.length === 0
      ? nothing
      : await readDeclared(paths, file.value?.path ?? null, sound);
  const tools = [...catalogue, ...declared.tools];
  // While a definition is broken, its name is not known: what the configuration says of it is no mistake.
  const toolNames = declared.errors.length > 0 ? undefined : tools.map(({ name }) => name);
  const loaded = loadConfig({ ...sources, toolNames });
  const errors = [...(loaded.ok ? [] : loaded.error), ...declared.errors];
  if (!loaded.ok || errors.length > 0) {
    const further = sound === null ? [] : await readMeaning(sound);
    return err(inOrder([...errors, ...further]));
  }
  // A tool that is declared otherwise is another policy: results and records tell the two apart.
  const versionOf = (config: Config): string => {
    const version = loaded.value.versionOf(config);
    return declared.texts.length === 0 ? version : configVersionOf({ version, definitions: declared.texts });
  };
  return ok({ ...loaded.value, catalogue: tools, version: versionOf(loaded.value.config), versionOf });
}

const nothing = { tools: [], errors: [], texts: [] } as const;

/** Most configurations declare no tools, and their commands need not load what reads them. */
async function readDeclared(
  paths: readonly string[],
  configFile: string | null,
  { errorAt }: Pick<LoadedConfig, 'errorAt'>,
) {
  const { readDeclaredTools } = await import('./declared-tools.ts');
  return readDeclaredTools(paths, configFile, (index, message) =>
    errorAt(`tool.definitions[${index}]`, message),
  );
}

/** Where nothing is wrong, the policy is compiled by whoever needs it, once. */
async function readMeaning(sound: SoundConfig) {
  const { errorsOfMeaning } = await import('./errors-of-meaning.ts');
  return errorsOfMeaning(sound);
}
