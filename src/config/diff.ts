import { canonicalJson } from './canonical.ts';
import { redact } from './redact.ts';
import { anyName, configRows } from './rows.ts';
import { formatPath, getIn, isTree, type Tree } from './tree.ts';

/** A leaf that two configurations have different values for; undefined where one has none. Secrets are not shown. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two configurations, in the order of the schema. */
export function diffConfigs(before: Tree, after: Tree): readonly Difference[] {
  const shown = [redact(before), redact(after)] as const;
  return configRows
    .flatMap(({ keys }) => concrete(keys, [before, after]))
    .filter((keys) => canonical(getIn(before, keys)) !== canonical(getIn(after, keys)))
    .map((keys) => ({
      path: formatPath(keys),
      before: getIn(shown[0], keys),
      after: getIn(shown[1], keys),
    }));
}

const canonical = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));

/** The leaves that a row stands for: itself, or one for each tool that either names. */
function concrete(keys: readonly string[], configs: readonly Tree[]): readonly (readonly string[])[] {
  const at = keys.indexOf(anyName);
  if (at === -1) return [keys];
  const names = configs.flatMap((config) => {
    const named = getIn(config, keys.slice(0, at));
    return Object.keys(isTree(named) ? named : {});
  });
  return [...new Set(names)].toSorted().map((name) => keys.with(at, name));
}
