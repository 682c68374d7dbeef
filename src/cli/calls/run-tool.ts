import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { renderResult } from '../../output/render-result.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { takeCommonWords } from '../tool-words/common-words.ts';
import { parseWords } from '../tool-words/parse-words.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';
import { withApp } from '../with-app.ts';
import { followCall } from './follow-call.ts';

/** `run`: reads the words by the tool's own schema, runs it, and prints what it found. Returns the exit code. */
export async function runTool(
  terminal: Terminal,
  given: CommonOptions,
  launcher: LauncherProcess,
  name: string,
  allWords: readonly string[],
): Promise<number> {
  const { common, words, help } = takeCommonWords(given, allWords);
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const tool = loaded.value.planner.find(name);
  if (!tool.ok) return await reportFailure(terminal, common, tool.error);
  if (help) {
    await terminal.write(renderToolHelp(tool.value));
    return exitCodes.ok;
  }
  const input = parseWords(tool.value, words);
  if (!input.ok) return await reportFailure(terminal, common, input.error);
  return await withApp(terminal, common, { launcher, logs: 'errors' }, async (app) => {
    const call = { tool: name, input: input.value, dryRun: false };
    const { result, exitCode } = await followCall(terminal, common, app, call);
    const found = result.result !== null || result.metadata.untrusted_output !== null;
    if (common.json) await terminal.write(`${JSON.stringify(result, null, 2)}\n`);
    else if (result.error === null || found) await terminal.write(`${renderResult(result)}\n`);
    return exitCode;
  });
}
