import type { ConfigError } from '../../config/config-error.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { shownConfigError } from '../error-document.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailures, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';

/** Shows errors of the configuration with the lines that they stand on. Returns the exit code. */
export async function reportConfigErrors(
  terminal: Terminal,
  common: CommonOptions,
  errors: readonly ConfigError[],
): Promise<number> {
  terminal.tell(errors.map(({ rendered }) => `${rendered}\n`).join('\n'));
  if (common.json) await writeJson(terminal, 'errors', { errors: errors.map(shownConfigError) });
  return exitCodes.config;
}

/** The same for failures that were found after loading; what is no fault of the configuration is shown as any failure is. */
export async function reportSettingsFailures(
  terminal: Terminal,
  common: CommonOptions,
  settings: LoadedConfig,
  failures: readonly Failure[],
): Promise<number> {
  const errors = failures.flatMap((failure) => configErrorOf(settings, failure) ?? []);
  return errors.length === failures.length
    ? await reportConfigErrors(terminal, common, errors)
    : await reportFailures(terminal, common, failures);
}

/** A failure about a setting as an error of the configuration; null where it is about something else. */
export function configErrorOf(settings: LoadedConfig, { code, field, message }: Failure): ConfigError | null {
  if (code !== 'config.invalid' || field === null) return null;
  const said = message.startsWith(field) ? message.slice(field.length).replace(/^:? /, '') : message;
  return settings.errorAt(field, said);
}
