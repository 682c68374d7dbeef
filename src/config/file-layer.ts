import { err } from '../kernel/result.ts';
import type { Excerpt } from './code-frame.ts';
import { configError, type ConfigError } from './config-error.ts';
import { faultsOf } from './issues.ts';
import { maxFileBytes } from './max-file-bytes.ts';
import { configRows } from './rows.ts';
import { configSchema } from './schema.ts';
import { showPath } from './secret-sections.ts';
import { resolveSecrets, type ReadSecret, type Resolved, type SecretSource } from './secret-source.ts';
import { firstCharacter, sourceText, type SourceText, type Span } from './source-text.ts';
import { unknownTools } from './tool-names.ts';
import { formatPath, getIn, isTree, type Path, type Tree } from './tree.ts';
import { readYaml, unreadYaml, type YamlTree } from './yaml-tree.ts';
import type { YamlFault } from './yaml-walk.ts';

/** A configuration file that has been read. */
export interface ConfigFile {
  /** As it is shown in places: `cfg.yaml` in `cfg.yaml:8:3`. */
  readonly path: string;
  readonly text: string;
}

/** What a file sets, and where. */
export interface FileLayer {
  readonly tree: Tree;
  /** `file:line:col` of the value at a path, or null where the file does not hold it. */
  readonly placeOf: (path: string) => string | null;
  /** The line of that value, or null where the file does not hold it. */
  readonly excerptOf: (path: string) => Excerpt | null;
  /** Where the secrets are kept that the file only names, by the path of their leaf. */
  readonly secretSources: ReadonlyMap<string, SecretSource>;
  readonly errors: readonly ConfigError[];
}

/** Reads the text of a configuration file and checks all of it. Errors come in the order of the file. */
export function readFileLayer(
  file: ConfigFile,
  toolNames?: readonly string[],
  readSecret: ReadSecret = () => err('names a secret that is kept elsewhere, which is not read here'),
): FileLayer {
  const unreadable = whyUnreadable(file.text);
  const yaml = unreadable === null ? readYaml(file.text) : unreadYaml(unreadable);
  const source = sourceText(file.path, unreadable === null ? file.text : '');
  const resolved = resolveSecrets(isTree(yaml.data) ? yaml.data : {}, readSecret);
  const faults = [
    ...yaml.faults.map((fault) => fromYaml(fault, source)),
    ...schemaFaults(yaml, resolved, toolNames),
  ];
  return {
    tree: resolved.tree,
    secretSources: resolved.sources,
    placeOf: (path) => {
      const spot = yaml.spots.get(path);
      return spot === undefined ? null : source.placeAt(spot.value);
    },
    excerptOf: (path) => {
      const spot = yaml.spots.get(path);
      return spot === undefined ? null : source.excerptAt(spot.value);
    },
    errors: shownOf(faults.toSorted(byPosition)).map((fault) => toError(fault, source)),
  };
}

interface PlacedFault {
  readonly path: string | null;
  readonly message: string;
  readonly suggestion: string | null;
  readonly span: Span;
}

/** Nobody mends thousands of errors one by one, and to render them would keep a server busy. */
function shownOf(faults: readonly PlacedFault[]): readonly PlacedFault[] {
  const shown = faults.slice(0, mostShown);
  const next = faults[mostShown];
  if (next === undefined) return shown;
  const message = `and ${faults.length - mostShown} more errors from here on`;
  return [...shown, { ...next, path: null, message, suggestion: null }];
}

const mostShown = 200;

/** The faults of a text that make reading it as YAML pointless; null where there are none. */
export function whyUnreadable(text: string): string | null {
  if (text.length > maxFileBytes) return `the file is larger than ${maxFileBytes} bytes`;
  if (text.startsWith('\uFEFF'))
    return 'the file starts with a byte order mark; save it as UTF-8 without one';
  if (text.includes('\0')) return 'the file holds NUL characters, as UTF-16 does; save it as UTF-8';
  if (text.trim() === '') return 'the file is empty; write "version: 1" in it, or remove it';
  return null;
}

function fromYaml({ path, message, seen, span }: YamlFault, source: SourceText): PlacedFault {
  const shown = path.length === 0 ? null : showPath(path);
  if (source.excerptAt(span).hidden) {
    return {
      path: shown,
      message: path.length === 0 ? 'cannot be read as YAML here' : message,
      suggestion: null,
      span,
    };
  }
  return { path: shown, message: seen === null ? message : `${message}, is ${seen}`, suggestion: null, span };
}

function schemaFaults(
  yaml: YamlTree,
  { tree, faults: unresolved }: Resolved,
  toolNames: readonly string[] | undefined,
): readonly PlacedFault[] {
  if (yaml.broken) return [];
  if (!isTree(yaml.data)) {
    const message = 'a configuration is a mapping of sections, such as "scope:" with its keys below it';
    return yaml.faults.length > 0 ? [] : [{ path: null, message, suggestion: null, span: firstCharacter }];
  }
  const { error } = configSchema.safeParse(tree);
  const missing = unresolved.map((fault) => ({ ...fault, at: 'value' as const, suggestion: null }));
  const faults = [...missing, ...(error === undefined ? [] : faultsOf(error, tree))];
  const known = new Set(faults.map(({ path }) => formatPath(path)));
  const strangers = unknownTools(yaml.data, toolNames)
    .filter(({ path }) => !known.has(formatPath(path)))
    .map((fault) => ({ ...fault, at: 'key' as const }));
  return [...faults, ...strangers]
    .filter(({ path, at }) => at === 'key' || !wasRefused(yaml.data, path))
    .map(({ path, at, message, suggestion }) => {
      const span = yaml.spots.get(formatPath(path))?.[at] ?? firstCharacter;
      return { path: showPath(path), message, suggestion, span };
    });
}

/** A value that the walk has refused is left out of the data, and the schema need not complain about that too. */
const wasRefused = (data: unknown, path: Path): boolean => path.length > 0 && getIn(data, path) === undefined;

const sections: ReadonlySet<string> = new Set(configRows.flatMap(({ keys }) => keys.slice(0, 1)));

const byPosition = (a: PlacedFault, b: PlacedFault): number =>
  a.span.line - b.span.line || a.span.col - b.span.col;

function toError({ path, message, suggestion, span }: PlacedFault, source: SourceText): ConfigError {
  const excerpt = source.excerptAt(span);
  // Behind an unknown section may stand a secret: its name may be a slip for the one that holds them.
  const hidden = excerpt.hidden || (path !== null && !sections.has(path.split('.')[0] ?? ''));
  return configError({
    place: source.placeAt(span),
    path,
    message,
    suggestion,
    excerpt: { ...excerpt, hidden },
  });
}
