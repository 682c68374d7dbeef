import { systemClock } from '../../host/clock.ts';
import { processName } from '../../host/process-name.ts';
import { ok } from '../../kernel/result.ts';
import { openStore } from '../../store/open-store.ts';
import { databaseFacts } from '../../store/read-facts.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { configuredPlace } from './configured-place.ts';

/** `db migrate`: brings the database to the newest schema, and makes it where there is none. Returns the exit code. */
export async function migrateDatabase(terminal: Terminal, common: CommonOptions): Promise<number> {
  const configured = await configuredPlace(terminal, common);
  if (!configured.ok) return configured.error;
  const { place, absent } = configured.value;
  const before = absent ? ok({ version: 0 }) : await databaseFacts(place);
  if (!before.ok) return await reportFailure(terminal, common, before.error);
  // Whoever opens the store brings it to the newest schema.
  const store = await openStore({ ...place, owner: processName() }, systemClock);
  if (!store.ok) return await reportFailure(terminal, common, store.error);
  await store.value.close();
  const after = await databaseFacts(place);
  if (!after.ok) return await reportFailure(terminal, common, after.error);
  const [from, to] = [before.value.version, after.value.version];
  const applied = after.value.applied.slice(from);
  if (common.json) await writeJson(terminal, 'database-migrated', { path: place.name, from, to, applied });
  else if (!common.quiet)
    terminal.tell(
      from === to
        ? `up to date  ${place.name}  version ${to}\n`
        : `migrated  ${place.name}  version ${from} to ${to}: ${applied.join(', ')}\n`,
    );
  return exitCodes.ok;
}
