import { endLeftRuns } from '../../app/left-runs.ts';
import { systemClock } from '../../host/clock.ts';
import { storePlace } from '../../host/places.ts';
import { isGone } from '../../host/process-name.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { isAbsent } from '../audit-view/open-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

/** Opens what is remembered, uses it and closes it; where that fails, shows why. Returns the exit code. */
export async function withRuns(
  terminal: Terminal,
  common: CommonOptions,
  use: (store: Store | null) => Promise<number>,
): Promise<number> {
  const opened = await openRuns(terminal, common);
  if (!opened.ok) return opened.error;
  try {
    return await use(opened.value);
  } finally {
    await opened.value?.close();
  }
}

/** Null where nothing has been recorded yet. */
async function openRuns(terminal: Terminal, common: CommonOptions): Promise<Result<Store | null, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const place = storePlace(settings.value.config, terminal.env);
  if (isAbsent(place)) return ok(null);
  const opened = await openStore({ ...place, owner: '' }, systemClock);
  if (!opened.ok) return err(await reportFailure(terminal, common, opened.error));
  // Where no server has started since one was killed, its runs would be told as under way.
  await endLeftRuns(opened.value, isGone, { log: () => undefined });
  return opened;
}
