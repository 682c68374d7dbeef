import type { CommonOptions } from '../common-options.ts';
import { paintFor, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadPlanner } from './load-planner.ts';

/** `config check`: loads the configuration, compiles its scope, and says whether both are sound. Returns the exit code. */
export async function checkConfig(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { file, version } = loaded.value.settings;
  if (common.json) await writeJson(terminal, 'config-check', { ok: true, file, version });
  const where = file ?? 'no file; defaults, environment and flags alone';
  if (!common.quiet)
    terminal.tell(
      `${paintFor(terminal, common)('green', '✔')} configuration ${version} is sound (${where})\n`,
    );
  return 0;
}
