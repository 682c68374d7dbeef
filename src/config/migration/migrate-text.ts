import { isMap, parseDocument } from 'yaml';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { renderDocument } from '../edit/render-document.ts';
import { isTree } from '../tree.ts';
import { readYaml } from '../yaml-tree.ts';
import type { Format, Migration } from './migration.ts';

/** A configuration file in the newest version of the format. */
export interface Migrated {
  readonly text: string;
  readonly from: number;
  /** What was changed, step by step; empty where it was of the newest version before. */
  readonly steps: readonly string[];
}

/** Brings the text of a configuration file to the version of a format. The error is a predicate about the file. */
export function migrateText(text: string, format: Format): Result<Migrated, string> {
  const { data, faults } = readYaml(text);
  if (faults.length > 0 || !isTree(data))
    return err('is no sound YAML; `bailiwick config check` shows where');
  // A file without a version was written before there was another.
  const from = data['version'] ?? 1;
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 1)
    return err(`has the version ${quote(JSON.stringify(from))}, where ${known(format)}`);
  if (from > format.version)
    return err(
      `is of version ${from}, where ${known(format)}; use the bailiwick that wrote it, or a later one`,
    );
  const steps = stepsFrom(from, format);
  if (steps === null) return err(`is of version ${from}, from which no step leads on`);
  if (steps.length === 0) return ok({ text, from, steps: [] });
  const document = parseDocument(text);
  for (const { apply } of steps) apply(document);
  if (data['version'] === undefined && isMap(document.contents))
    document.contents.items.unshift(document.createPair('version', format.version));
  else document.set('version', format.version);
  return ok({ text: renderDocument(document, text), from, steps: steps.map(({ what }) => what) });
}

/** The steps in their order; null where one is missing. */
function stepsFrom(from: number, { version, migrations }: Format): readonly Migration[] | null {
  if (from === version) return [];
  const next = migrations.find((one) => one.from === from && one.to > from);
  const rest = next === undefined ? null : stepsFrom(next.to, { version, migrations });
  return next === undefined || rest === null ? null : [next, ...rest];
}

const known = ({ version }: Format): string =>
  version === 1 ? 'only 1 is known here' : `1 to ${version} are known here`;
