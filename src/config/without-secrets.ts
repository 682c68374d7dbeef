import { anyName, configRows } from './rows.ts';
import { isTree, type Tree } from './tree.ts';

/** A copy without the values that the schema marks as secret, nor mappings that held nothing else. */
export const withoutSecrets = (config: Tree): Tree => below(config, []);

function below(tree: Tree, path: readonly string[]): Tree {
  const entries = Object.entries(tree).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const keys = [...path, key];
    if (value === undefined || isSecret(keys)) return [];
    if (!isTree(value)) return [[key, value]];
    const inner = below(value, keys);
    return Object.keys(inner).length === 0 ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries);
}

const isSecret = (keys: readonly string[]): boolean =>
  configRows.some(
    (row) =>
      row.secret &&
      row.keys.length === keys.length &&
      row.keys.every((key, at) => key === anyName || key === keys[at]),
  );
