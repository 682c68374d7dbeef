import { configVersionOf } from '../../config/config-version.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { readConfigFile } from '../../host/config-file.ts';
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
  const file = readConfigFile({ path: common.config, env: terminal.env });
  if (!file.ok) return err(await reportConfigErrors(terminal, common, file.error));
  const load = (tools: readonly Tool[] | null) =>
    loadConfig({
      file: file.value,
      env: terminal.env,
      flags: common.flags,
      toolNames: tools?.map(({ name }) => name),
    });
  // The names of the tools are known only once the configuration has told where they are declared.
  const first = load(null);
  if (!first.ok) return err(await reportConfigErrors(terminal, common, first.error));
  const paths = first.value.config.tool.definitions;
  const declared =
    paths.length === 0 ? nothing : await readDeclared(paths, file.value?.path ?? null, first.value);
  const tools = [...catalogue, ...declared.tools];
  // While a definition is broken, its name is not known: what the configuration says of it is no mistake.
  const loaded = declared.errors.length > 0 ? err(declared.errors) : load(tools);
  if (!loaded.ok) return err(await reportConfigErrors(terminal, common, loaded.error));
  const { version } = loaded.value;
  return ok({
    ...loaded.value,
    catalogue: tools,
    // A tool that is declared otherwise is another policy: results and records tell the two apart.
    version:
      declared.texts.length === 0 ? version : configVersionOf({ version, definitions: declared.texts }),
  });
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
