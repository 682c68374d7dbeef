import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { editConfig } from './edit-config.ts';

/** `config set KEY VALUE` and `config unset KEY` (without a value): changes one value of the file. Returns the exit code. */
export async function changeConfig(
  terminal: Terminal,
  common: CommonOptions,
  key: string,
  text: string | null,
): Promise<number> {
  const edited = await editConfig(terminal, common, [{ key, text }]);
  if (!edited.ok) return edited.error;
  const { file, changed, version, overruled } = edited.value;
  if (common.json) await writeJson(terminal, 'config-change', { file, key, changed, version });
  if (!common.quiet) {
    terminal.tell(
      changed
        ? `${file}: ${key} is ${text === null ? 'taken out' : 'written'}; configuration ${version.before} → ${version.after}\n`
        : `${file}: ${key} is so already\n`,
    );
    for (const place of overruled) terminal.tell(overruledLine(place));
  }
  return exitCodes.ok;
}

/** Warns of what wins over a value that was written. */
export const overruledLine = (place: string): string =>
  `warning: ${place} is set in the environment, and wins over the file\n`;
