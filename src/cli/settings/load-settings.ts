import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { catalogue } from '../../tools/catalogue.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/** Loads the configuration of a command; where it is not sound, shows every error and gives the exit code. */
export async function loadSettings(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<LoadedConfig, number>> {
  const file = readConfigFile({ path: common.config, env: terminal.env });
  const { env } = terminal;
  const toolNames = catalogue.map(({ name }) => name);
  const loaded = file.ok ? loadConfig({ file: file.value, env, flags: common.flags, toolNames }) : file;
  return loaded.ok ? ok(loaded.value) : err(await reportConfigErrors(terminal, common, loaded.error));
}
