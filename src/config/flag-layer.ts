import { quote } from '../kernel/quote.ts';
import { err } from '../kernel/result.ts';
import { configError, type ConfigError } from './config-error.ts';
import type { SettingsLayer } from './env-layer.ts';
import { rowAt } from './rows.ts';
import { settingOf } from './settings.ts';
import { suggestPath } from './suggest.ts';

/** A leaf that the command line sets. */
export interface FlagSetting {
  /** As typed, for places: `--port`. */
  readonly flag: string;
  /** `server.port`, or `tools.nmap.enabled`. */
  readonly path: string;
  /** In the form that the environment takes: `true`, `8080`, `a,b`; null where a path was given without a value. */
  readonly text: string | null;
}

/** Reads the settings of a command line; of two for one leaf the later wins. */
export function readFlagLayer(flags: readonly FlagSetting[], toolNames?: readonly string[]): SettingsLayer {
  const read = flags.map(({ flag, path, text }) => {
    if (text === null || path === '') return err([incomplete(flag, path)]);
    const keys = path.split('.');
    const row = rowAt(keys);
    return row === null || row.keys.length !== keys.length
      ? err([unknownSetting(flag, path)])
      : settingOf({ row, keys, words: new Map() }, text, flag, toolNames);
  });
  return {
    settings: read.flatMap((result) => (result.ok ? [result.value] : [])),
    errors: read.flatMap((result) => (result.ok ? [] : result.error)),
  };
}

/** Says the form that a setting takes. Only what reads as a path is repeated: anything else may be a secret. */
const incomplete = (place: string, path: string): ConfigError => {
  const seen = /^[a-z0-9_.]{0,64}$/.test(path) ? `, not ${quote(path)}` : '';
  return configError({ place, message: `${place} takes section.key=value, such as server.port=8080${seen}` });
};

const unknownSetting = (place: string, path: string): ConfigError =>
  configError({
    place,
    path,
    message: 'there is no such setting',
    suggestion: suggestPath(path.split('.')),
  });
