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
  const left = configRows.filter(
    ({ secret, keys, path }) => secret && isSet(getIn(config, keys)) && !sources.has(path),
  );
  const note =
    left.length === 0
      ? []
      : [`# Left out, since they are secret: ${left.map(({ path }) => path).join(', ')}.`];
  return [
    `# Configuration ${version} of bailiwick.`,
    ...note,
    renderConfig(exportTree(config, sources)),
  ].join('\n');
}

/** What an export holds, as data. */
export const exportTree = (config: Tree, sources: ReadonlyMap<string, SecretSource>): Tree =>
  [...sources].reduce<Tree>(
    // No secret leaf stands for the name of a tool, so that dots part its keys.
    (tree, [path, { kind, name }]) => setIn(tree, path.split('.'), { [kind]: name }),
    withoutSecrets(config),
  );

/** A configuration as the text of a file. */
export const renderConfig = (tree: Tree): string => [...linesOf(tree, ''), ''].join('\n');

const linesOf = (tree: Tree, indent: string): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    isTree(value)
      ? [`${indent}${key}:`, ...linesOf(value, `${indent}  `)]
      : [`${indent}${key}: ${inlineValue(value)}`],
  );

const isSet = (value: unknown): boolean => value !== undefined && value !== '';
