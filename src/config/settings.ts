import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { decodeText, type LeafValue } from './codec.ts';
import { configError, type ConfigError } from './config-error.ts';
import type { NamedLeaf } from './env-names.ts';
import { faultsOf } from './issues.ts';
import { configSchema } from './schema.ts';
import { unknownTools } from './tool-names.ts';
import { formatPath, setIn } from './tree.ts';

/** One leaf that the environment or a flag sets. */
export interface Setting {
  readonly keys: readonly string[];
  readonly value: LeafValue;
  /** The environment name or the flag. */
  readonly place: string;
}

/** Reads and checks one leaf that is given as text. Every fault of a list's items is an error of its own. */
export function settingOf(
  leaf: NamedLeaf,
  text: string,
  place: string,
  toolNames?: readonly string[],
): Result<Setting, readonly ConfigError[]> {
  const { row, keys, words } = leaf;
  const decoded = decodeText(row, words.get(text.toUpperCase()) ?? text);
  if (!decoded.ok) {
    const message = row.secret || text === '' ? decoded.error : `${decoded.error}, is ${quote(text)}`;
    return err([configError({ place, path: formatPath(keys), message })]);
  }
  const tree = setIn({}, keys, decoded.value);
  const { error } = configSchema.safeParse(tree);
  const faults = [...(error === undefined ? [] : faultsOf(error, tree)), ...unknownTools(tree, toolNames)];
  if (faults.length === 0) return ok({ keys, value: decoded.value, place });
  return err(
    faults.map(({ path, message, suggestion }) =>
      configError({ place, path: formatPath(path), message, suggestion }),
    ),
  );
}
