import { createPlanner, type Planner } from '../../app/planner.ts';
import { thisPlace } from '../../app/this-place.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';
import { loadSettings, type LoadedSettings } from './load-settings.ts';
import { reportSettingsFailures } from './report-config-errors.ts';

interface Loaded {
  readonly settings: LoadedSettings;
  readonly planner: Planner;
}

/** Loads the configuration and compiles its policy; where either is not sound, shows why and gives the exit code. */
export async function loadPlanner(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<Loaded, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const planner = createPlanner(
    settings.value.config,
    settings.value.placeOf,
    settings.value.catalogue,
    thisPlace(settings.value.config, settings.value.file),
  );
  return planner.ok
    ? ok({ settings: settings.value, planner: planner.value })
    : err(await reportSettingsFailures(terminal, common, settings.value, planner.error));
}
