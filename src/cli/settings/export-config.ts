import { exportConfig, exportTree } from '../../config/export.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadSettings } from './load-settings.ts';

/** `config export`: every value in force as a file that `config import` and `--config` read, without secrets. Returns the exit code. */
export async function exportSettings(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadSettings(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { config, version, secretSources } = loaded.value;
  if (common.json)
    await writeJson(terminal, 'config-export', {
      config_version: version,
      config: exportTree(config, secretSources),
    });
  else await terminal.write(exportConfig(config, version, secretSources));
  return exitCodes.ok;
}
