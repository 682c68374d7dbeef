import { renderResult } from '../../output/render-result.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { takeCommonWords } from '../tool-words/common-words.ts';
import { parseWords } from '../tool-words/parse-words.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';
import { withApp } from '../with-app.ts';
import { findTool } from './find-tool.ts';
import { followCall } from './follow-call.ts';

/** `run`: reads the words by the tool's own schema, runs it, and prints what it found. Returns the exit code. */
export async function runTool(
  terminal: Terminal,
  given: CommonOptions,
  name: string,
  allWords: readonly string[],
): Promise<number> {
  const { common, words, help } = takeCommonWords(given, allWords);
  return await withApp(terminal, common, help ? 'plan' : 'run', async (app) => {
    const found = findTool(app, name);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const { tool } = found.value;
    if (help) {
      await terminal.write(renderToolHelp(tool));
      return 0;
    }
    const input = parseWords(tool, words);
    if (!input.ok) return await reportFailure(terminal, common, input.error);
    const { result, exitCode } = await followCall(terminal, common, app, {
      tool: name,
      input: input.value,
      dryRun: false,
    });
    if (common.json) await terminal.write(`${JSON.stringify(result, null, 2)}\n`);
    // A problem has been told on stderr; what was found before it is data all the same.
    else if (result.error === null || result.result !== null)
      await terminal.write(`${renderResult(result)}\n`);
    return exitCode;
  });
}
