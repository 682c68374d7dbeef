import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import { archiveFolder, storePlace, type StorePlace } from '../../host/places.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { openAuditReader } from '../../store/audit/audit-reader.ts';
import type { AuditReader } from '../../store/audit/reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

interface OpenedAudit {
  readonly place: StorePlace;
  /** Null where nothing has been recorded yet. */
  readonly audit: AuditReader | null;
  readonly settings: LoadedConfig;
}

/** Opens the configured audit log to read it, and its segments in `archive`, or in the configured folder; where that fails, shows why and gives the exit code. */
export async function openReader(
  terminal: Terminal,
  common: CommonOptions,
  archive?: string,
): Promise<Result<OpenedAudit, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const { config, file } = settings.value;
  const place = storePlace(config, terminal.env);
  if (isAbsent(place)) return ok({ place, audit: null, settings: settings.value });
  const folder =
    archive === undefined ? archiveFolder(config.audit.archive_folder, file, place.path) : resolve(archive);
  const opened = await openAuditReader(place, folder);
  return opened.ok
    ? ok({ place, audit: opened.value, settings: settings.value })
    : err(await reportFailure(terminal, common, opened.error));
}

/** Says where there is nothing to show, which is no error: the first call makes the log. */
export const tellNoRecords = (terminal: Terminal, { name }: Pick<StorePlace, 'name'>): void => {
  terminal.tell(`no records yet  ${name}\n`);
};

/** False where anything is there, or where the folder does not let us look: then opening says what is wrong. */
export function isAbsent({ path, server }: StorePlace): boolean {
  if (server !== null) return false;
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
