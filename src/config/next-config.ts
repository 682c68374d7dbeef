import { diffConfigs } from './diff.ts';
import { reloadClassOf } from './reload-class.ts';
import type { Config } from './schema.ts';
import { configSchema } from './schema.ts';
import { getIn, setIn, type Tree } from './tree.ts';

/** What a reload makes of a changed configuration. */
export interface NextConfig {
  /** As it can be in force without a restart: leaves that need one have their old values. */
  readonly config: Config;
  /** The leaves that change now. */
  readonly changed: readonly string[];
  /** Those that change with the next start. */
  readonly pending: readonly string[];
}

/** Takes of a changed configuration what a running server can. */
export function nextConfig(now: Config, wanted: Config): NextConfig {
  const differences = diffConfigs(now, wanted).map(({ path }) => path);
  const pending = differences.filter((path) => reloadClassOf(path) === 'restart');
  // No leaf of that class stands for the name of a tool, so that dots part its keys.
  const merged = pending.reduce<Tree>((tree, path) => keep(tree, now, path.split('.')), wanted);
  return {
    config: configSchema.parse(merged),
    changed: differences.filter((path) => !pending.includes(path)),
    pending,
  };
}

const keep = (tree: Tree, now: Config, keys: readonly string[]): Tree => setIn(tree, keys, getIn(now, keys));
