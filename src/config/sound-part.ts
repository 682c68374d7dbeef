import type { z } from 'zod';
import { rowAt } from './rows.ts';
import { configSchema, type Config } from './schema.ts';
import { formatPath, isTree, type Path, type Tree } from './tree.ts';

/** A configuration without what its schema refuses: the default stands in the place of each such setting. */
export interface SoundPart {
  readonly config: Config;
  /** The settings that were left out, as paths. */
  readonly leftOut: readonly string[];
}

/** Takes out what the schema refuses, so that the rest can be judged too; null where too little is left to be judged. */
export function soundPartOf(tree: Tree): SoundPart | null {
  const leftOut: string[] = [];
  let rest = tree;
  for (let round = 0; round < mostRounds; round += 1) {
    const { success, data, error } = configSchema.safeParse(rest);
    if (success) return { config: data, leftOut };
    const broken = error.issues.flatMap(brokenBy);
    leftOut.push(...broken.slice(0, mostLeftOut).map(formatPath));
    if (leftOut.length >= mostLeftOut || broken.some((path) => path.length === 0)) return null;
    rest = broken.reduce(without, rest);
  }
  return null;
}

/** One round finds what is wrong at all depths; a further one is for what that uncovers. */
const mostRounds = 4;

/** Each one costs a copy of what is around it, and a file with so many errors is no configuration. */
const mostLeftOut = 100;

function brokenBy(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [leafOf(path)];
}

/** A list is left out as a whole: what its sound items mean alone is not what was meant. */
const leafOf = (path: Path): Path => path.slice(0, rowAt(path)?.keys.length ?? path.length);

function without(tree: Tree, [head, ...rest]: Path): Tree {
  if (typeof head !== 'string' || !Object.hasOwn(tree, head)) return tree;
  const child = tree[head];
  if (rest.length > 0 && isTree(child)) return { ...tree, [head]: without(child, rest) };
  return Object.fromEntries(Object.entries(tree).filter(([key]) => key !== head));
}
