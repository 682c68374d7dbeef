import { redact } from '../../config/redact.ts';
import { configRows, rowAt } from '../../config/rows.ts';
import type { SecretSource } from '../../config/secret-source.ts';
import { getIn } from '../../config/tree.ts';
import { failure } from '../../kernel/failure.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadSettings } from './load-settings.ts';

/** `config explain KEY`. Returns the exit code. */
export async function explainKey(terminal: Terminal, common: CommonOptions, key: string): Promise<number> {
  const keys = key.split('.');
  const row = rowAt(keys);

  if (row === null || row.keys.length !== keys.length) {
    const near = nearest(
      key,
      configRows.map(({ path }) => path),
    );
    const question = near === null ? '' : ` Did you mean ${quote(near)}?`;
    const next = ['`bailiwick config show` lists the keys.'];
    return await reportFailure(
      terminal,
      common,
      failure('input.invalid', `There is no setting ${quote(key)}.${question}`, { field: 'key', next }),
    );
  }
  const loaded = await loadSettings(terminal, common);
  if (!loaded.ok) return loaded.error;
  const facts = {
    key,
    description: row.description,
    accepts: row.accepts,
    default: row.default ?? null,
    value: getIn(redact(loaded.value.config), keys) ?? null,
    from: loaded.value.provenance.get(key) ?? 'default',
    kept: keptIn(loaded.value.secretSources.get(key)),
    env: row.env,
  };
  if (common.json) {
    await writeJson(terminal, 'config-key', facts);
    return 0;
  }
  await terminal.write(
    [
      key,
      `  ${row.description}`,
      `  takes    ${row.accepts}`,
      `  default  ${JSON.stringify(facts.default)}`,
      `  value    ${JSON.stringify(facts.value)}  (${facts.from}${facts.kept === null ? '' : `, ${facts.kept}`})`,
      `  env      ${row.env ?? 'none'}`,
      '',
    ].join('\n'),
  );
  return 0;
}

/** Where a secret is kept that the file only names; null for any other value. */
const keptIn = (source: SecretSource | undefined): string | null =>
  source === undefined ? null : `${source.kind} ${quote(source.name)}`;
