import { rowAt } from '../rows.ts';
import { isTree, setIn, type Tree } from '../tree.ts';
import { originalLeaves } from './leaves.ts';

/** A configuration of the original server in our terms. */
export interface Translation {
  readonly tree: Tree;
  /** What was not taken, and why: `logging.format: log lines are JSON`. Values are not repeated. */
  readonly left: readonly string[];
}

/**
 * True for a file of the original server: it has one of the keys that only that had, and no `version`. Everything else that
 * it may hold has the same name here.
 */
export const isOriginal = (tree: Tree): boolean =>
  tree['version'] === undefined &&
  onlyThere.some((path) => {
    const [section = '', key = ''] = path.split('.');
    const found = tree[section];
    return isTree(found) && Object.hasOwn(found, key);
  });

const onlyThere = [
  'security.allowed_targets',
  'circuit_breaker.expected_exceptions',
  'logging.format',
  'tool.default_concurrency',
];

/** Translates a configuration of the original server, key by key; what has no meaning here is named, never dropped in silence. */
export function translate(original: Tree): Translation {
  let tree: Tree = { version: 1 };
  const left: string[] = [];
  for (const [section, keys] of Object.entries(original)) {
    if (!isTree(keys)) {
      left.push(`${section}: is no section of the original configuration`);
      continue;
    }
    for (const [key, given] of Object.entries(keys)) {
      const path = `${section}.${key}`;
      const fate = originalLeaves.get(path);
      if (fate === undefined) left.push(`${path}: is no key of the original configuration`);
      else if (fate.kind === 'none') left.push(`${path}: ${fate.why}`);
      else if (given !== null) {
        const target = fate.path.split('.');
        const value = rowAt(target) === null ? undefined : fate.value(given);
        if (value === undefined) left.push(`${path}: has no counterpart that takes its value`);
        else if (!isEmpty(value)) tree = setIn(tree, target, value);
      }
    }
  }
  return { tree, left };
}

/** An empty text stood for "none" there. */
const isEmpty = (value: unknown): boolean => value === '';
