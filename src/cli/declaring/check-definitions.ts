import { estimateTokens } from '../../output/estimate-tokens.ts';
import { definitionWords } from '../../tools/definition-words.ts';
import type { CommonOptions } from '../common-options.ts';
import { shownConfigError } from '../error-document.ts';
import { exitCodes } from '../exit-code.ts';
import { paintFor, writeJson } from '../report.ts';
import { readDeclaredTools } from '../settings/declared-tools.ts';
import type { Terminal } from '../terminal.ts';

/** `tools check FILE…`: whether the definitions are sound, all of them together. No configuration is read. Returns the exit code. */
export async function checkDefinitions(
  terminal: Terminal,
  common: CommonOptions,
  paths: readonly string[],
): Promise<number> {
  const { tools, errors } = readDeclaredTools(paths, null, null);
  const rows = tools.map((tool) => ({
    name: tool.name,
    program: tool.program.name,
    definition_tokens: estimateTokens(definitionWords(tool, tool.offer({ raw: true, classes: [] }))),
  }));
  if (errors.length > 0) terminal.tell(errors.map(({ rendered }) => `${rendered}\n`).join('\n'));
  const paint = paintFor(terminal, common);
  for (const { name, program, definition_tokens: tokens } of common.quiet ? [] : rows) {
    terminal.tell(
      `${paint('green', '✔')} ${name} is sound: it runs ${program}, and costs a model ${tokens} tokens\n`,
    );
  }
  if (common.json) {
    await writeJson(terminal, 'tools-check', {
      ok: errors.length === 0,
      tools: rows,
      errors: errors.map(shownConfigError),
    });
  }
  return errors.length === 0 ? exitCodes.ok : exitCodes.config;
}
