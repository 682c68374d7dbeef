import type * as z from 'zod';
import { quote } from '../kernel/quote.ts';
import { format } from './migration/format.ts';
import { rowAt, type ConfigRow } from './rows.ts';
import { isSecretPath } from './secret-sections.ts';
import { suggestKey } from './suggest.ts';
import { formatPath, getIn, type Path } from './tree.ts';

/** Something that is wrong with a setting. */
export interface Fault {
  readonly path: Path;
  /** Whether the key itself is wrong, or its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly suggestion: string | null;
}

/** Puts the schema's issues about a tree into our words, each once. No value of a secret section is among them. */
export function faultsOf(error: z.ZodError, tree: unknown): readonly Fault[] {
  const faults = error.issues.flatMap((issue): readonly Fault[] => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key, index) => unknownKey(path, key, index < mostSuggestions));
    if (issue.code === 'invalid_key') return [{ path, at: 'key', message: badName, suggestion: null }];
    return [badValue(path, getIn(tree, path))];
  });
  // A text that is too short and of the wrong form has two issues, and one sentence says both.
  return [...new Map(faults.map((fault) => [`${formatPath(fault.path)} ${fault.at}`, fault])).values()];
}

const badName = 'is no name of a tool: those are lower-case letters, digits and _';

/** What was meant by thousands of keys would take seconds to find, and no error beyond the first few hundred is shown. */
const mostSuggestions = 200;

const unknownKey = (parent: Path, key: string, suggest: boolean): Fault => ({
  path: [...parent, key],
  at: 'key',
  message: 'unknown key',
  suggestion: suggest ? suggestKey(parent, key) : null,
});

function badValue(path: Path, value: unknown): Fault {
  const row = rowAt(path);
  const accepts = row?.accepts ?? 'a mapping of keys to values';
  const verb = typeof path.at(-1) === 'number' ? 'must fit' : 'must be';
  const seen = isSecretPath(path)
    ? 'and is not (the value is not shown)'
    : `is ${describe(value)}${unquoted(path, row, value)}`;
  const later = path[0] === 'version' && typeof value === 'number' && value > format.version ? ofLater : '';
  return { path, at: 'value', message: `${verb} ${accepts}, ${seen}${later}`, suggestion: null };
}

const ofLater = '; a later bailiwick has written this file, and reads it';

/** YAML reads `allow_ports: 80` as a number, where a text was meant. */
function unquoted(path: Path, row: ConfigRow | null, value: unknown): string {
  const isText = row?.type === 'text' || (row?.type === 'list' && path.length > row.keys.length);
  return isText && (typeof value === 'number' || typeof value === 'boolean')
    ? '; put it in quotes to make it text'
    : '';
}

function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === null) return 'empty';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a mapping';
}
