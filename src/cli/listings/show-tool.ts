import type { ToolState } from '../../app/app.ts';
import { estimateTokens } from '../../output/estimate-tokens.ts';
import { definitionWords, listBudget } from '../../tools/definition-words.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';
import { wrap } from '../wrap.ts';
import { lookAtTools } from './look-at-tools.ts';

/** `tools show NAME`. Returns the exit code. */
export async function showTool(terminal: Terminal, common: CommonOptions, name: string): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const tool = planner.find(name);
  if (!tool.ok) return await reportFailure(terminal, common, tool.error);
  const states = await lookAtTools({ ...planner, catalogue: [tool.value] }, settings.config);
  const [here] = states;
  if (here === undefined) throw new Error(`${name} has no state`);
  const { state, why, path, version, raw, offer } = here;
  const { draft: _draft, read: _read, offer: _offer, ...facts } = { ...tool.value, ...offer };
  const words = definitionWords(tool.value, offer);
  const tokens = estimateTokens(words);
  const shown = { ...facts, state, why, path, version, raw, definition_tokens: tokens };
  if (common.json) await writeJson(terminal, 'tool', shown);
  else await terminal.write(`${renderToolHelp(facts)}\n${renderHere(here)}\n${renderSent(words, tokens)}`);
  return exitCodes.ok;
}

/** What a model is sent of the tool, and what that costs it. */
const renderSent = (words: string, tokens: number): string =>
  `What an agent is sent, ${tokens} of ${listBudget.definitionTokens} tokens:\n${JSON.stringify(JSON.parse(words), null, 2)}\n`;

/** How it stands with the tool on this machine. */
function renderHere({ state, why, path, version, raw }: ToolState): string {
  const program = path === null ? '' : ` ${path}${version === null ? '' : ` ${version}`}`;
  return [`Here: ${state}${program}`, why, raw === null ? null : `Raw sockets: ${raw.why}`]
    .filter((line) => line !== null)
    .map((line) => `${wrap(line, 100, '  ')}\n`)
    .join('');
}
