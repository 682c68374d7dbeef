import { rowAt } from '../rows.ts';
import { getIn, isTree, setIn, type Tree } from '../tree.ts';
import { originalLeaves } from './leaves.ts';

/** A configuration of the original server in our terms. */
export interface Translation {
  readonly tree: Tree;
  /** What was not taken, and why: `logging.format: has no counterpart that takes its value`. Values are not repeated. */
  readonly left: readonly string[];
}

/**
 * True for a file of the original server: it has one of the keys or values that only that had, and no `version`. Everything else
 * that it may hold has the same name and meaning here.
 */
export const isOriginal = (tree: Tree): boolean =>
  tree['version'] === undefined &&
  (onlyThere.some((path) => getIn(tree, path.split('.')) !== undefined) ||
    String(getIn(tree, ['logging', 'format'])).includes('%(') ||
    /^[A-Z]+$/.test(String(getIn(tree, ['logging', 'level']))) ||
    /^(?!sqlite:|postgres(?:ql)?:)[a-z+0-9]+:\/\//.test(String(getIn(tree, ['database', 'url']))));

const onlyThere = [
  'security.allowed_targets',
  'circuit_breaker.expected_exceptions',
  'circuit_breaker.expected_exception',
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
      const counterpart = originalLeaves.get(path);
      if (counterpart === undefined) left.push(`${path}: is no key of the original configuration`);
      else if (given !== null) {
        const target = counterpart.path.split('.');
        const value = rowAt(target) === null ? undefined : counterpart.value(given);
        if (value === undefined) left.push(`${path}: has no counterpart that takes its value`);
        else if (!isEmpty(value)) tree = setIn(tree, target, value);
      }
    }
  }
  return { tree, left };
}

/** An empty text stood for "none" there. */
const isEmpty = (value: unknown): boolean => value === '';
