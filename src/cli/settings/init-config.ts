import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderStarter } from '../../config/starter.ts';
import { configPath } from '../../host/config-file.ts';
import { fileAndTrouble } from '../../host/read-text-file.ts';
import { writeFileWhole } from '../../host/write-file.ts';
import { failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';

/** `config init`: writes a file to begin with, with every key and what it means; nothing is replaced. Returns the exit code. */
export const initConfig = (terminal: Terminal, common: CommonOptions): Promise<number> =>
  writeNewConfig(terminal, common, renderStarter());

/** Writes a configuration file where there is none, for its owner alone. */
export async function writeNewConfig(
  terminal: Terminal,
  common: CommonOptions,
  text: string,
): Promise<number> {
  const path = configPath({ path: common.config, env: terminal.env });
  if (path === null)
    return await reportFailure(
      terminal,
      common,
      failure(
        'input.invalid',
        'No folder is known for the configuration: neither XDG_CONFIG_HOME nor HOME is set.',
        {
          field: '--config',
          next: ['Name a file with --config.'],
        },
      ),
    );
  const written = makeFolder(dirname(path)) ?? writeFileWhole(path, text, { mode: 0o600, replace: false });
  if (!written.ok) {
    const why = `The configuration goes to ${fileAndTrouble(path, written.error)}. Nothing was written.`;
    const next = ['Name another file with --config, or change that one with `bailiwick config set`.'];
    return await reportFailure(terminal, common, failure('input.invalid', why, { field: '--config', next }));
  }
  if (common.json) await writeJson(terminal, 'config-file', { file: path });
  else await terminal.write(`${path}\n`);
  if (!common.quiet) terminal.tell('`bailiwick config check` judges it, `bailiwick config set` changes it\n');
  return exitCodes.ok;
}

function makeFolder(folder: string): { readonly ok: false; readonly error: string } | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return null;
  } catch {
    return { ok: false, error: 'there is no such folder, and it cannot be made' };
  }
}
