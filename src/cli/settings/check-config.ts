import { bindFailure, bindOf } from '../../config/bind-rule.ts';
import type { CommonOptions } from '../common-options.ts';
import { shownConfigError } from '../error-document.ts';
import { paintFor, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadPlanner } from './load-planner.ts';
import { configErrorOf, reportConfigErrors } from './report-config-errors.ts';

/** `config check`: whether the configuration, its scope and its listener are sound together. Returns the exit code. */
export async function checkConfig(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { settings } = loaded.value;
  const { config, file, version } = settings;
  const refusal = bindFailure(bindOf(config));
  const unsafe = refusal === null ? null : configErrorOf(settings, refusal);
  if (unsafe !== null && config.server.transport === 'http') {
    return await reportConfigErrors(terminal, common, [unsafe]);
  }
  const warnings = unsafe === null ? [] : [unsafe];
  for (const { rendered } of warnings) terminal.tell(`${rendered.replace(/^error/, 'warning')}\n`);
  if (common.json) {
    const shown = warnings.map(shownConfigError);
    await writeJson(terminal, 'config-check', { ok: true, file, version, warnings: shown });
  }
  const where = file ?? 'no file; defaults, environment and flags alone';
  if (!common.quiet)
    terminal.tell(
      `${paintFor(terminal, common)('green', '✔')} configuration ${version} is sound (${where})\n`,
    );
  return 0;
}
