import { configError } from '../../config/config-error.ts';
import { editText } from '../../config/edit/edit-text.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { rowAt } from '../../config/rows.ts';
import { settingOf } from '../../config/settings.ts';
import { suggestPath } from '../../config/suggest.ts';
import { formatPath } from '../../config/tree.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { saveConfig } from '../../host/save-config.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { judgeText } from './judge-text.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/**
 * `config set KEY VALUE` and `config unset KEY` (without a value): changes one value of the configuration file and keeps the rest,
 * comments included. What would not be sound is not written. Returns the exit code.
 */
export async function changeConfig(
  terminal: Terminal,
  common: CommonOptions,
  key: string,
  text: string | null,
): Promise<number> {
  const keys = key.split('.');
  const row = rowAt(keys);
  if (row === null || row.keys.length !== keys.length) {
    const suggestion = suggestPath(keys);
    const error = configError({ place: 'KEY', path: key, message: 'there is no such setting', suggestion });
    return await reportConfigErrors(terminal, common, [error]);
  }
  const found = readConfigFile({ path: common.config, env: terminal.env });
  if (!found.ok) return await reportConfigErrors(terminal, common, found.error);
  if (found.value === null) return await reportFailure(terminal, common, noConfigFile);
  const file = found.value;
  const setting = text === null ? null : settingOf({ row, keys, words: new Map() }, text, 'VALUE');
  if (setting !== null && !setting.ok) return await reportConfigErrors(terminal, common, setting.error);
  const before = judgeText(file, terminal.env);
  if (!before.ok) return await reportConfigErrors(terminal, common, before.error);
  const edited: ConfigFile = { ...file, text: editText(file.text, { keys, value: setting?.value.value }) };
  const after = judgeText(edited, terminal.env);
  if (!after.ok) return await reportConfigErrors(terminal, common, after.error);
  if (edited.text !== file.text) {
    const saved = saveConfig(file.path, file.text, edited.text);
    if (!saved.ok) {
      return await reportFailure(terminal, common, notSaved(file.path, saved.error, key));
    }
  }
  const path = formatPath(keys);
  const changed = edited.text !== file.text;
  const overruled = after.value.provenance.get(path);
  const versions = { before: before.value.version, after: after.value.version };
  if (common.json)
    await writeJson(terminal, 'config-change', { file: file.path, key, changed, version: versions });
  if (!common.quiet) {
    terminal.tell(
      changed
        ? `${file.path}: ${key} ${text === null ? 'is taken out' : 'is written'}; configuration ${versions.before} → ${versions.after}\n`
        : `${file.path}: ${key} is so already\n`,
    );
    if (text !== null && overruled?.startsWith(`${file.path}:`) === false)
      terminal.tell(`warning: ${overruled} is set in the environment, and wins over the file\n`);
  }
  return exitCodes.ok;
}

/** Why there is nothing to change. */
export const noConfigFile = failure('config.invalid', 'There is no configuration file to change.', {
  next: ['`bailiwick config init` writes one.'],
});

/** Why a change was not written; `trouble` is a predicate about the file. */
export const notSaved = (path: string, trouble: string, field: string): Failure =>
  failure('config.invalid', `${path} ${trouble}. Nothing was written.`, { field });
