import type { ToolState } from '../../app/app.ts';
import { breakerSettingsOf } from '../../app/breaker-settings.ts';
import { limitsOfTool, type LimitsOfTool } from '../../app/limits-of-tool.ts';
import { ok } from '../../kernel/result.ts';
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
import { toolFacts } from './tool-facts.ts';

/** `tools show NAME`. Returns the exit code. */
export async function showTool(terminal: Terminal, common: CommonOptions, name: string): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  // Also one that is switched off: whoever asks may want to know what it would do.
  const known = planner.catalogue.find((tool) => tool.name === name);
  const tool = known === undefined ? planner.find(name) : ok(known);
  if (!tool.ok) return await reportFailure(terminal, common, tool.error);
  const [here] = await lookAtTools({ ...planner, catalogue: [tool.value] }, settings.config);
  if (here === undefined) throw new Error(`${name} has no state`);
  const limits = limitsOfTool(settings.config, tool.value);
  const words = definitionWords(tool.value, here.offer);
  const tokens = estimateTokens(words);
  const hasMetrics = settings.config.metrics.enabled;
  const hasBreaker = breakerSettingsOf(settings.config, tool.value).mode !== 'off';
  if (common.json)
    await writeJson(terminal, 'tool', toolFacts(here, { limits, hasMetrics, hasBreaker }, tokens));
  else
    await terminal.write(
      [
        `${renderToolHelp(tool.value, here.offer)}\n`,
        `${wrap(`Limits: ${limitWords(limits)}`, 100, '  ')}\n`,
        `${renderHere(here)}\n`,
        renderSent(words, tokens),
      ].join(''),
    );
  return exitCodes.ok;
}

const limitWords = ({ timeoutSec, concurrency, stdoutBytes, stderrBytes }: LimitsOfTool): string =>
  `a call runs at most ${timeoutSec} s, and timeout_sec asks for less; ${concurrency} at once; ` +
  `${stdoutBytes} bytes of stdout and ${stderrBytes} of stderr are kept.`;

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
