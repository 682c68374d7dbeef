import { renderConfig } from '../../config/export.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { whyUnreadable } from '../../config/file-layer.ts';
import { maxFileBytes } from '../../config/max-file-bytes.ts';
import { isOriginal, translate } from '../../config/original/translate.ts';
import { isTree } from '../../config/tree.ts';
import { readYaml } from '../../config/yaml-tree.ts';
import { fileAndTrouble, readTextFile } from '../../host/read-text-file.ts';
import { failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { writeNewConfig } from './init-config.ts';
import { judgeText } from './judge-text.ts';
import { reportConfigErrors } from './report-config-errors.ts';

/**
 * `config import FILE`: writes an export, or a configuration of the original server in our terms, to where the configuration
 * belongs, where there is none yet. What is not taken of it is told. Returns the exit code.
 */
export async function importConfig(terminal: Terminal, common: CommonOptions, path: string): Promise<number> {
  const text = readTextFile(path, maxFileBytes);
  if (!text.ok) {
    const why = failure('input.invalid', `The import reads ${fileAndTrouble(path, text.error)}.`, {
      field: 'FILE',
    });
    return await reportFailure(terminal, common, why);
  }
  const { file, left } = ours({ path, text: text.value });
  const judged = judgeText(file, {});
  if (!judged.ok) return await reportConfigErrors(terminal, common, judged.error);
  for (const line of left) terminal.tell(`not taken: ${line}\n`);
  return await writeNewConfig(terminal, common, file.text);
}

/** A file of the original server in our terms; any other as it is. */
function ours(file: ConfigFile): { readonly file: ConfigFile; readonly left: readonly string[] } {
  const { data } = whyUnreadable(file.text) === null ? readYaml(file.text, 'fractions') : { data: null };
  if (!isTree(data) || !isOriginal(data)) return { file, left: [] };
  const { tree, left } = translate(data);
  return { file: { ...file, text: renderConfig(tree) }, left };
}
