import { databasePath } from '../../host/places.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { openAuditReader, type AuditReader } from '../../store/audit-reader.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

interface OpenedAudit {
  readonly path: string;
  readonly audit: AuditReader;
}

/** Opens the configured audit log to read it; where that fails, shows why and gives the exit code. */
export async function openReader(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<OpenedAudit, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const path = databasePath(settings.value.config.database.url, terminal.env);
  const opened = openAuditReader(path);
  return opened.ok
    ? ok({ path, audit: opened.value })
    : err(await reportFailure(terminal, common, opened.error));
}
