import { configError, type ConfigError } from '../../config/config-error.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { format } from '../../config/migration/format.ts';
import { migrateText } from '../../config/migration/migrate-text.ts';
import type { Format } from '../../config/migration/migration.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { saveConfig } from '../../host/save-config.ts';
import type { Result } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { noConfigFile, notSaved } from './edit-config.ts';
import { judgeText } from './judge-text.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/** The format that files are brought to, and what judges them then. */
interface Target {
  readonly format: Format;
  readonly judge: (file: ConfigFile) => Result<unknown, readonly ConfigError[]>;
}

/**
 * `config migrate`: brings the configuration file to the newest version of the format; comments stay, and what would not be sound is
 * not written. Returns the exit code.
 */
export async function migrateConfig(
  terminal: Terminal,
  common: CommonOptions,
  target: Target = { format, judge: (file) => judgeText(file, terminal.env) },
): Promise<number> {
  const found = readConfigFile({ path: common.config, env: terminal.env });
  if (!found.ok) return await reportConfigErrors(terminal, common, found.error);
  if (found.value === null) return await reportFailure(terminal, common, noConfigFile);
  const file = found.value;
  const migrated = migrateText(file.text, target.format);
  if (!migrated.ok) {
    const error = configError({ place: file.path, path: 'version', message: migrated.error });
    return await reportConfigErrors(terminal, common, [error]);
  }
  const { text, from, steps } = migrated.value;
  const to = target.format.version;
  if (steps.length > 0) {
    const judged = target.judge({ ...file, text });
    if (!judged.ok) return await reportConfigErrors(terminal, common, judged.error);
    const saved = saveConfig(file.path, file.text, text);
    if (!saved.ok) return await reportFailure(terminal, common, notSaved(file.path, saved.error, 'version'));
  }
  if (common.json) await writeJson(terminal, 'config-migration', { file: file.path, from, to, steps });
  if (!common.quiet) {
    for (const step of steps) terminal.tell(`${step}\n`);
    terminal.tell(
      steps.length === 0
        ? `${file.path}: version ${to} is the newest; nothing is to do\n`
        : `${file.path}: version ${from} → ${to}\n`,
    );
  }
  return exitCodes.ok;
}
