import { configError, type ConfigError } from './config-error.ts';
import type { FileLayer } from './file-layer.ts';
import type { Setting } from './settings.ts';
import { getIn } from './tree.ts';

const keys = ['require_signature', 'public_key_file', 'signature_file'] as const;
const pathOf = (key: string): string => `engagement.${key}`;

/**
 * Once the file sets one of these, no other source may set any: a check that can be switched off beside the file checks nothing,
 * and with a key from elsewhere it holds whatever somebody else has signed.
 */
export const fileDecides: readonly string[] = keys.map(pathOf);

/** The settings of other sources that contradict what only the file may say. */
export function contradictions(file: FileLayer, settings: readonly Setting[]): readonly ConfigError[] {
  const inFile = (key: string): unknown => getIn(file.tree, ['engagement', key]);
  const decided = keys.find((key) => isSet(inFile(key)));
  if (decided === undefined) return [];
  return settings.flatMap(({ keys: [section, key = ''], value, place }) => {
    const path = pathOf(key);
    if (section !== 'engagement' || !fileDecides.includes(path)) return [];
    const own = inFile(key);
    if (own === value || !(isSet(own) || isSet(value))) return [];
    const message = isSet(own)
      ? `is set at ${placeIn(file, key)}, and nothing else may change it`
      : `belongs into the file, which sets ${pathOf(decided)} at ${placeIn(file, decided)}: what checks a signature comes from one place`;
    return [configError({ place, path, message })];
  });
}

/** False for what is the same as leaving it out. */
const isSet = (value: unknown): boolean => value !== undefined && value !== false && value !== '';

const placeIn = (file: FileLayer, key: string): string => file.placeOf(pathOf(key)) ?? 'the file';
