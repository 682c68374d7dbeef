import { quote } from '../kernel/quote.ts';

/** A mapping with text keys, as a configuration file holds it. */
export type Tree = Readonly<Record<string, unknown>>;

/** The way to a value: keys, and positions in lists. */
export type Path = readonly (string | number)[];

/** True for a mapping; false for a list, null and every plain value. */
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path, or undefined. Only own keys count. */
export function getIn(tree: unknown, path: Path): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return tree;
  if (Array.isArray(tree)) return typeof head === 'number' ? getIn(tree[head], rest) : undefined;
  return isTree(tree) && Object.hasOwn(tree, head) ? getIn(tree[head], rest) : undefined;
}

/** A copy of the tree with one value put in; mappings on the way are made where they are missing. */
export function setIn(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [head, ...rest] = path;
  if (head === undefined) return tree;
  const child = tree[head];
  return { ...tree, [head]: rest.length === 0 ? value : setIn(isTree(child) ? child : {}, rest, value) };
}

/** Writes a path as people do: `scope.allow[2]`. Different paths have different texts. */
export const formatPath = (path: Path): string =>
  path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(part)) return `[${quote(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
