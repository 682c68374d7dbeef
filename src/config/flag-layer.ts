import { err } from '../kernel/result.ts';
import { configError } from './config-error.ts';
import type { SettingsLayer } from './env-layer.ts';
import { rowAt } from './rows.ts';
import { settingOf } from './settings.ts';

/** A leaf that the command line sets. */
export interface FlagSetting {
  /** As typed, for places: `--port`. */
  readonly flag: string;
  /** `server.port`, or `tools.nmap.enabled`. */
  readonly path: string;
  /** In the form that the environment takes: `true`, `8080`, `a,b`. */
  readonly text: string;
}

/** Reads the settings of a command line; of two for one leaf the later wins. */
export function readFlagLayer(flags: readonly FlagSetting[], toolNames?: readonly string[]): SettingsLayer {
  const read = flags.map(({ flag, path, text }) => {
    const keys = path.split('.');
    const row = rowAt(keys);
    return row === null || row.keys.length !== keys.length
      ? err([configError({ place: flag, path, message: 'there is no such setting' })])
      : settingOf({ row, keys, words: new Map() }, text, flag, toolNames);
  });
  return {
    settings: read.flatMap((result) => (result.ok ? [result.value] : [])),
    errors: read.flatMap((result) => (result.ok ? [] : result.error)),
  };
}
