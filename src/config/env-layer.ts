import { nearest } from '../kernel/nearest.ts';
import { configError, type ConfigError } from './config-error.ts';
import { envAliases, leafOfEnv, otherEnvNames, ownEnvNames } from './env-names.ts';
import { settingOf, type Setting } from './settings.ts';

/** Environment variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Leaves that one source sets, later ones winning, and what is wrong with it. */
export interface SettingsLayer {
  readonly settings: readonly Setting[];
  readonly errors: readonly ConfigError[];
}

/** Reads every `BAILIWICK_` name and every alias of an environment. Values of unknown names are never repeated. */
export function readEnvLayer(env: Env, toolNames?: readonly string[]): SettingsLayer {
  const aliases = [...envAliases.keys()].toReversed();
  const own = Object.keys(env)
    .filter((name) => name.startsWith('BAILIWICK_') && !otherEnvNames.has(name))
    .toSorted();
  const settings: Setting[] = [];
  const errors: ConfigError[] = [];
  for (const name of [...aliases, ...own]) {
    const text = env[name];
    if (text === undefined) continue;
    const leaf = leafOfEnv(name);
    if (leaf === null) {
      errors.push(unknownName(name));
      continue;
    }
    const setting = settingOf(leaf, text, name, toolNames);
    if (setting.ok) settings.push(setting.value);
    else errors.push(...setting.error);
  }
  return { settings, errors: errors.toSorted(byPlace) };
}

const byPlace = (a: ConfigError, b: ConfigError): number =>
  a.place < b.place ? -1 : Number(a.place > b.place);

const unknownName = (name: string): ConfigError =>
  configError({
    place: name,
    message: `${name} is no setting of bailiwick`,
    suggestion: nearest(name, [...ownEnvNames, ...otherEnvNames.keys()]),
  });
