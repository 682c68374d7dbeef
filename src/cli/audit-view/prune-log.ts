import { resolve } from 'node:path';
import { auditKeyOf } from '../../app/audit-key-of.ts';
import { pruneAudit } from '../../app/prune-audit.ts';
import { systemClock } from '../../host/clock.ts';
import { archiveFolder, storePlace } from '../../host/places.ts';
import { openStore } from '../../store/open-store.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { isAbsent, tellNoRecords } from './open-reader.ts';

interface Wanted {
  /** Milliseconds since the Unix epoch. */
  readonly before: number;
  /** A folder; `audit.archive_folder` where none is named. */
  readonly to?: string | undefined;
}

/** `audit prune`: moves the records from before a time out of the database, in signed segments. Returns the exit code. */
export async function pruneLog(
  terminal: Terminal,
  common: CommonOptions,
  { before, to }: Wanted,
): Promise<number> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings.error;
  const { config, file } = settings.value;
  const place = storePlace(config, terminal.env);
  const { path } = place;
  if (isAbsent(place)) {
    tellNoRecords(terminal, place);
    return exitCodes.ok;
  }
  const store = await openStore({ ...place, owner: '' }, systemClock);
  if (!store.ok) return await reportFailure(terminal, common, store.error);
  const folder = to === undefined ? archiveFolder(config.audit.archive_folder, file, path) : resolve(to);
  const pruned = await pruneAudit(store.value, auditKeyOf(settings.value, path), { before, folder });
  await store.value.close();
  if (!pruned.ok) return await reportFailure(terminal, common, pruned.error);
  const segments = pruned.value;
  if (common.json) await writeJson(terminal, 'audit-prune', { folder, segments });
  else if (segments.length === 0) terminal.tell('nothing to prune: no checkpoint is that old\n');
  else
    await terminal.write(
      segments
        .map(({ first_seq: first, last_seq: last, file: name }) => `${first}–${last}  ${folder}/${name}\n`)
        .join(''),
    );
  return exitCodes.ok;
}
