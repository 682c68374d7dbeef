import { configError, type ConfigError } from './config-error.ts';
import type { FileLayer } from './file-layer.ts';
import { anyName, configRows } from './rows.ts';
import type { Setting } from './settings.ts';
import { formatPath, getIn, isTree, type Tree } from './tree.ts';

/** Where each part of a configuration comes from. */
export interface Provenance {
  /** Every leaf that has a value or a default: `default`, `file:line:col`, an environment name, or a flag. */
  readonly provenance: ReadonlyMap<string, string>;
  /** The place of a leaf or of one item of a list, such as `scope.allow[2]`. */
  readonly placeOf: (path: string) => string;
  /** An error of a sound value that another room does not accept, shown with its place and line as the schema's own errors are. */
  readonly errorAt: (path: string, message: string) => ConfigError;
}

/** Finds the place of every leaf: the last source that sets it. */
export function provenanceOf(config: Tree, file: FileLayer, settings: readonly Setting[]): Provenance {
  const set = new Map(settings.map(({ keys, place }) => [formatPath(keys), place]));
  const placeOf = (path: string): string => {
    const leaf = leafOf(path);
    return set.get(leaf) ?? file.placeOf(path) ?? file.placeOf(leaf) ?? 'default';
  };
  const errorAt = (path: string, message: string): ConfigError => {
    const leaf = leafOf(path);
    const excerpt = set.has(leaf) ? null : (file.excerptOf(path) ?? file.excerptOf(leaf));
    return configError({ place: placeOf(path), path, message, excerpt: excerpt ?? undefined });
  };
  const paths = configRows.flatMap(({ keys }) => concrete(keys, config)).map(formatPath);
  return { provenance: new Map(paths.map((path) => [path, placeOf(path)])), placeOf, errorAt };
}

/** The list that an item such as `scope.allow[2]` belongs to; any other path is its own leaf. */
const leafOf = (path: string): string => path.replace(/\[\d+\]$/, '');

/** The leaves that a row stands for: itself, or one for each tool that sets it. */
function concrete(keys: readonly string[], config: Tree): readonly (readonly string[])[] {
  const at = keys.indexOf(anyName);
  if (at === -1) return [keys];
  const named = getIn(config, keys.slice(0, at));
  return Object.keys(isTree(named) ? named : {})
    .map((name) => keys.with(at, name))
    .filter((path) => getIn(config, path) !== undefined);
}
