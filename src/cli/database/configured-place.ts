import { storePlace, type StorePlace } from '../../host/places.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { isAbsent } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Configured {
  readonly place: StorePlace;
  /** Whether nothing has been recorded yet. */
  readonly absent: boolean;
}

/** Finds the configured database; where that fails, shows why and gives the exit code. */
export async function configuredPlace(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<Configured, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const place = storePlace(settings.value.config, terminal.env);
  return ok({ place, absent: isAbsent(place) });
}
