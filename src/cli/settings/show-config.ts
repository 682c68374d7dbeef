import { redact } from '../../config/redact.ts';
import { getIn } from '../../config/tree.ts';
import type { CommonOptions } from '../common-options.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadSettings } from './load-settings.ts';

/** `config show`: every value in force, and its place. Returns the exit code. */
export async function showConfig(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadSettings(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { config, version, file, provenance } = loaded.value;
  const shown = redact(config);
  if (common.json) {
    await writeJson(terminal, 'config', {
      version,
      file,
      config: shown,
      origin: Object.fromEntries(provenance),
    });
    return 0;
  }
  for (const [path, place] of provenance) {
    const value = JSON.stringify(getIn(shown, path.split('.')) ?? null);
    await terminal.write(
      common.quiet ? `${path} = ${value}\n` : `${`${path} = ${value}`.padEnd(64)}  ${place}\n`,
    );
  }
  return 0;
}
