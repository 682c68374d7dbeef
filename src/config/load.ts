import { err, ok, type Result } from '../kernel/result.ts';
import type { ConfigError } from './config-error.ts';
import { configVersionOf } from './config-version.ts';
import { readEnvLayer, type Env } from './env-layer.ts';
import { contradictions } from './file-decides.ts';
import { readFileLayer, type ConfigFile, type FileLayer } from './file-layer.ts';
import { readFlagLayer, type FlagSetting } from './flag-layer.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import { configSchema, type Config } from './schema.ts';
import type { ReadSecret, SecretSource } from './secret-source.ts';
import type { Setting } from './settings.ts';
import { soundPartOf, type SoundPart } from './sound-part.ts';
import { formatPath, setIn, type Tree } from './tree.ts';

/** Everything that a configuration is made from; the environment and the file come as plain values. */
export interface ConfigSources {
  readonly file?: ConfigFile | null | undefined;
  readonly env: Env;
  readonly flags: readonly FlagSetting[];
  /** The names of the catalogue; with them a name in `tools` that there is not becomes an error. */
  readonly toolNames?: readonly string[] | undefined;
  /** Reads the secrets that the file only names. */
  readonly readSecret?: ReadSecret | undefined;
}

/** The effective configuration and where each part of it comes from. */
export interface LoadedConfig extends Provenance {
  /** Frozen, all the way down. */
  readonly config: Config;
  /** The short hash of the configuration, without its secrets. */
  readonly version: string;
  /** The version that another configuration would have beside the same tools. */
  readonly versionOf: (config: Config) => string;
  /** The path of the file that was read, or null. */
  readonly file: string | null;
  /** Where the secrets are kept that the file only names, by the path of their leaf. */
  readonly secretSources: ReadonlyMap<string, SecretSource>;
}

/** Merges defaults < file < env < flags, leaf by leaf; lists replace. Every error of every source is reported at once. */
export const loadConfig = (sources: ConfigSources): Result<LoadedConfig, readonly ConfigError[]> =>
  configOf(layersOf(sources), sources);

/** A configuration, and what of it can be judged also where it has errors. */
export interface LoadedOrSound {
  readonly loaded: Result<LoadedConfig, readonly ConfigError[]>;
  /** Without what is wrong with its form; null where too little is left. */
  readonly sound: SoundConfig | null;
}

/** The sound part of a configuration that has errors, so that what it means can be judged as well. */
export interface SoundConfig extends SoundPart, Provenance {}

/** The same where errors are not the end of it. Sources are read once: a hostile file takes a third of a second. */
export function loadOrSound(sources: ConfigSources): LoadedOrSound {
  const layers = layersOf(sources);
  const loaded = configOf(layers, sources);
  return { loaded, sound: loaded.ok ? { ...loaded.value, leftOut: [] } : soundOf(layers) };
}

function soundOf({ file, settings, merged }: Layers): SoundConfig | null {
  const part = soundPartOf(merged);
  return part === null ? null : { ...part, ...provenanceOf(part.config, file, settings) };
}

function configOf(
  { file, settings, merged, errors }: Layers,
  sources: ConfigSources,
): Result<LoadedConfig, readonly ConfigError[]> {
  if (errors.length > 0) return err(errors);
  // Each source was checked alone, and no rule spans two leaves: a failure here would be a bug.
  const config: Config = freeze(configSchema.parse(merged));
  const { provenance, placeOf, errorAt } = provenanceOf(config, file, settings);
  return ok({
    config,
    version: configVersionOf(config),
    versionOf: configVersionOf,
    file: sources.file?.path ?? null,
    secretSources: inForce(file, settings),
    provenance,
    placeOf,
    errorAt,
  });
}

/** A secret that a later source sets is not the one that the file names. */
function inForce({ secretSources }: FileLayer, settings: readonly Setting[]): FileLayer['secretSources'] {
  const overruled = new Set(settings.map(({ keys }) => formatPath(keys)));
  return new Map([...secretSources].filter(([path]) => !overruled.has(path)));
}

function layersOf(sources: ConfigSources): Layers {
  const { toolNames, readSecret } = sources;
  const file = sources.file ? readFileLayer(sources.file, toolNames, readSecret) : noFile;
  const env = readEnvLayer(sources.env, toolNames);
  const flags = readFlagLayer(sources.flags, toolNames);
  const settings = [...env.settings, ...flags.settings];
  return {
    file,
    settings,
    merged: settings.reduce<Tree>((tree, { keys, value }) => setIn(tree, keys, value), file.tree),
    errors: [...file.errors, ...env.errors, ...flags.errors, ...contradictions(file, settings)],
  };
}

interface Layers {
  readonly file: FileLayer;
  /** What the environment and the flags set. */
  readonly settings: readonly Setting[];
  readonly merged: Tree;
  readonly errors: readonly ConfigError[];
}

const noFile: FileLayer = {
  tree: {},
  placeOf: () => null,
  excerptOf: () => null,
  secretSources: new Map(),
  errors: [],
};

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) freeze(child);
    Object.freeze(value);
  }
  return value;
}
