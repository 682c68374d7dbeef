import { configError, type ConfigError } from './config-error.ts';
import type { FileLayer } from './file-layer.ts';
import type { Setting } from './settings.ts';
import { formatPath, getIn } from './tree.ts';

/** Once the file sets one of these, no other source may: a check of the file that can be switched off beside it checks nothing. */
export const fileDecides: readonly string[] = [
  'engagement.require_signature',
  'engagement.public_key_file',
  'engagement.signature_file',
];

/** The settings of other sources that contradict what only the file may say. */
export const contradictions = (file: FileLayer, settings: readonly Setting[]): readonly ConfigError[] =>
  settings.flatMap(({ keys, value, place }) => {
    const path = formatPath(keys);
    const inFile = getIn(file.tree, keys);
    const isSet = inFile !== undefined && inFile !== false && inFile !== '';
    if (!fileDecides.includes(path) || !isSet || inFile === value) return [];
    const where = file.placeOf(path) ?? 'the file';
    return [configError({ place, path, message: `is set at ${where}, and nothing else may change it` })];
  });
