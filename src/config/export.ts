import { inlineValue } from './inline-value.ts';
import { configRows } from './rows.ts';
import type { SecretSource } from './secret-source.ts';
import { getIn, isTree, setIn, type Tree } from './tree.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * A configuration as a file that means the same wherever it is read: every value in force, secrets by where they are kept, or left
 * out and named in a comment. Reading it back gives the same version, which is made without secrets.
 */
export function exportConfig(
  config: Tree,
  version: string,
  sources: ReadonlyMap<string, SecretSource> = new Map(),
): string {
  const named = configRows.filter(({ path }) => sources.has(path));
  const left = configRows.filter(
    (row) => row.secret && isSet(getIn(config, row.keys)) && !named.includes(row),
  );
  const shown = named.reduce(
    (tree, { keys, path }) => setIn(tree, keys, namedBy(sources.get(path))),
    withoutSecrets(config),
  );
  const note =
    left.length === 0
      ? []
      : [`# Left out, since they are secret: ${left.map(({ path }) => path).join(', ')}.`];
  return [`# Configuration ${version} of bailiwick.`, ...note, renderConfig(shown)].join('\n');
}

const namedBy = (source: SecretSource | undefined): Tree =>
  source === undefined ? {} : { [source.kind]: source.name };

/** A configuration as the text of a file. */
export const renderConfig = (tree: Tree): string => [...linesOf(tree, ''), ''].join('\n');

const linesOf = (tree: Tree, indent: string): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    isTree(value)
      ? [`${indent}${key}:`, ...linesOf(value, `${indent}  `)]
      : [`${indent}${key}: ${inlineValue(value)}`],
  );

const isSet = (value: unknown): boolean => value !== undefined && value !== '';
