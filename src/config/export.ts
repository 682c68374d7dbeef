import { inlineValue } from './inline-value.ts';
import { configRows } from './rows.ts';
import { getIn, isTree, type Tree } from './tree.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * A configuration as a file that means the same wherever it is read: every value in force, secrets left out and named in a
 * comment. Reading it back gives the same version, which is made without secrets.
 */
export function exportConfig(config: Tree, version: string): string {
  const left = configRows.filter(({ secret, keys }) => secret && isSet(getIn(config, keys)));
  const note =
    left.length === 0
      ? []
      : [`# Left out, since they are secret: ${left.map(({ path }) => path).join(', ')}.`];
  return [`# Configuration ${version} of bailiwick.`, ...note, renderConfig(withoutSecrets(config))].join(
    '\n',
  );
}

/** A configuration as the text of a file. */
export const renderConfig = (tree: Tree): string => [...linesOf(tree, ''), ''].join('\n');

const linesOf = (tree: Tree, indent: string): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    isTree(value)
      ? [`${indent}${key}:`, ...linesOf(value, `${indent}  `)]
      : [`${indent}${key}: ${inlineValue(value)}`],
  );

const isSet = (value: unknown): boolean => value !== undefined && value !== '';
