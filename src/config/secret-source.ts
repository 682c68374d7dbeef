import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { configRows } from './rows.ts';
import { getIn, isTree, setIn, type Path, type Tree } from './tree.ts';

/** Where a secret is kept that a configuration names instead of holding it. */
export interface SecretSource {
  readonly kind: keyof typeof sourceForms;
  /** A path, the name of a credential, or that of an environment variable. */
  readonly name: string;
}

/** Reads a secret where it is kept; the error is a predicate, such as `may not be read by this user`. */
export type ReadSecret = (source: SecretSource) => Result<string, string>;

/** The keys that may stand in the place of a secret, and what each of them names. */
export const sourceForms = {
  from_file: { form: 'an absolute path', pattern: /^\/[^\0]{0,4095}$/ },
  from_credential: {
    form: 'the name of a credential of systemd',
    pattern: /^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,255}$/,
  },
  from_env: { form: 'the name of an environment variable', pattern: /^[A-Za-z_][A-Za-z0-9_]{0,255}$/ },
} as const;

/** A configuration in which every secret is there, and where each came from that was only named. */
export interface Resolved {
  readonly tree: Tree;
  /** By the path of the leaf. */
  readonly sources: ReadonlyMap<string, SecretSource>;
  /** What is wrong, where: the sentence goes on from the path. */
  readonly faults: readonly { readonly path: Path; readonly message: string }[];
}

/** Puts secrets in the place of their names; one that cannot be had is left out, with its reason. */
export function resolveSecrets(tree: Tree, read: ReadSecret): Resolved {
  const sources = new Map<string, SecretSource>();
  const faults: { path: Path; message: string }[] = [];
  let resolved = tree;
  for (const { keys, path } of configRows.filter(({ secret }) => secret)) {
    const given = getIn(tree, keys);
    if (!isTree(given)) continue;
    const source = sourceOf(given);
    const text = source.ok ? read(source.value) : source;
    if (source.ok) sources.set(path, source.value);
    if (!text.ok) faults.push({ path: keys, message: text.error });
    resolved = setIn(resolved, keys, text.ok ? text.value : undefined);
  }
  return { tree: resolved, sources, faults };
}

function sourceOf(given: Tree): Result<SecretSource, string> {
  const [key, ...others] = Object.keys(given);
  const kind = kinds.find((one) => one === key);
  if (kind === undefined || others.length > 0)
    return err(
      `must be the secret itself, or one of ${kinds.join(', ')}, as in {${kinds[0]}: /run/secrets/name}`,
    );
  const { form, pattern } = sourceForms[kind];
  const name = given[kind];
  if (typeof name !== 'string' || !pattern.test(name))
    return err(`${kind} must be ${form}, is ${shown(name)}`);
  return ok({ kind, name });
}

const kinds = [
  'from_file',
  'from_credential',
  'from_env',
] as const satisfies readonly (keyof typeof sourceForms)[];

const shown = (value: unknown): string =>
  typeof value === 'string' ? quote(value) : Array.isArray(value) ? 'a list' : `no text`;
