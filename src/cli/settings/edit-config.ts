import { configError, type ConfigError } from '../../config/config-error.ts';
import { editText, type Edit } from '../../config/edit/edit-text.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { rowAt } from '../../config/rows.ts';
import { settingOf } from '../../config/settings.ts';
import { suggestPath } from '../../config/suggest.ts';
import { formatPath } from '../../config/tree.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { saveConfig } from '../../host/save-config.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { judgeText } from './judge-text.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/** One value that is to be written, or taken out where there is no text. */
export interface KeyChange {
  /** Such as `server.port`. */
  readonly key: string;
  readonly text: string | null;
}

/** What has become of a file. */
export interface EditedConfig {
  readonly file: string;
  /** False where it said so already. */
  readonly changed: boolean;
  readonly version: { readonly before: string; readonly after: string };
  /** Where the values are set that win over those that were written. */
  readonly overruled: readonly string[];
}

/**
 * Changes values of the configuration file, all or none, and keeps the rest, comments included. What would not be sound is not
 * written. Where nothing could be, shows why and gives the exit code.
 */
export async function editConfig(
  terminal: Terminal,
  common: CommonOptions,
  changes: readonly KeyChange[],
): Promise<Result<EditedConfig, number>> {
  const edits = changes.map(editOf);
  const wrong = edits.flatMap((edit) => (edit.ok ? [] : edit.error));
  if (wrong.length > 0) return err(await reportConfigErrors(terminal, common, wrong));
  const found = readConfigFile({ path: common.config, env: terminal.env });
  if (!found.ok) return err(await reportConfigErrors(terminal, common, found.error));
  if (found.value === null) return err(await reportFailure(terminal, common, noConfigFile));
  const file = found.value;
  const before = judgeText(file, terminal.env);
  if (!before.ok) return err(await reportConfigErrors(terminal, common, before.error));
  const wanted = edits.reduce((so, edit) => (edit.ok ? editText(so, edit.value) : so), file.text);
  const edited: ConfigFile = { ...file, text: wanted };
  const after = judgeText(edited, terminal.env);
  if (!after.ok) return err(await reportConfigErrors(terminal, common, after.error));
  const changed = edited.text !== file.text;
  const saved = changed ? saveConfig(file.path, file.text, edited.text) : ok(true);
  if (!saved.ok) {
    const keys = changes.map(({ key }) => key).join(', ');
    return err(await reportFailure(terminal, common, notSaved(file.path, saved.error, keys)));
  }
  const places = changes
    .filter(({ text }) => text !== null)
    .map(({ key }) => after.value.provenance.get(formatPath(key.split('.'))) ?? '');
  return ok({
    file: file.path,
    changed,
    version: { before: before.value.version, after: after.value.version },
    overruled: places.filter((place) => place !== '' && !place.startsWith(`${file.path}:`)),
  });
}

function editOf({ key, text }: KeyChange): Result<Edit, readonly ConfigError[]> {
  const keys = key.split('.');
  const row = rowAt(keys);
  if (row === null || row.keys.length !== keys.length) {
    const suggestion = suggestPath(keys);
    return err([configError({ place: 'KEY', path: key, message: 'there is no such setting', suggestion })]);
  }
  if (text === null) return ok({ keys, value: undefined });
  const setting = settingOf({ row, keys, words: new Map() }, text, 'VALUE');
  return setting.ok ? ok({ keys, value: setting.value.value }) : setting;
}

/** Why there is nothing to change. */
export const noConfigFile = failure('config.invalid', 'There is no configuration file to change.', {
  next: ['`bailiwick config init` writes one.'],
});

/** Why a change was not written; `trouble` is a predicate about the file. */
export const notSaved = (path: string, trouble: string, field: string): Failure =>
  failure('config.invalid', `${path} ${trouble}. Nothing was written.`, { field });
