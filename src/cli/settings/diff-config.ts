import { diffConfigs, type Difference } from '../../config/diff.ts';
import { loadConfig } from '../../config/load.ts';
import { readConfigFile } from '../../host/config-file.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { paintFor, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadSettings } from './load-settings.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/**
 * `config diff [FILE]`: what differs between the configuration in force and the defaults or, where a file is named, between it and
 * what would be in force with that file. Returns the exit code: 0 where nothing differs, 1 where something does.
 */
export async function diffConfig(
  terminal: Terminal,
  common: CommonOptions,
  other: string | undefined,
): Promise<number> {
  const ours = await loadSettings(terminal, common);
  if (!ours.ok) return ours.error;
  const sources = other === undefined ? { env: {}, flags: [] } : { env: terminal.env, flags: common.flags };
  const file = other === undefined ? null : readConfigFile({ path: other, env: {} });
  if (file !== null && !file.ok) return await reportConfigErrors(terminal, common, file.error);
  const theirs = loadConfig({ ...sources, file: file?.value ?? null });
  if (!theirs.ok) return await reportConfigErrors(terminal, common, theirs.error);
  // From the defaults to what is in force; from that to what another file would make of it.
  const [before, after] = other === undefined ? [theirs.value, ours.value] : [ours.value, theirs.value];
  const differences = diffConfigs(before.config, after.config);
  if (common.json)
    await writeJson(terminal, 'config-diff', {
      before: other === undefined ? 'defaults' : (ours.value.file ?? 'in force'),
      after: other ?? ours.value.file ?? 'in force',
      differences: differences.map(({ path, before: was = null, after: is = null }) => ({
        path,
        before: was,
        after: is,
      })),
    });
  else {
    const paint = paintFor(terminal, common, 'write');
    for (const { path, before: was, after: is } of differences) {
      await terminal.write(paint('red', `- ${path} = ${shown(was)}`) + '\n');
      await terminal.write(paint('green', `+ ${path} = ${shown(is)}`) + '\n');
    }
  }
  return differences.length === 0 ? exitCodes.ok : exitCodes.difference;
}

const shown = (value: Difference['before']): string =>
  value === undefined ? '(not set)' : JSON.stringify(value);
