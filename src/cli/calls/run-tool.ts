import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { failure } from '../../kernel/failure.ts';
import { catalogue } from '../../tools/catalogue.ts';
import type { Tool } from '../../tools/tool.ts';
import { parseAnswers } from '../answers.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { takeCommonWords } from '../tool-words/common-words.ts';
import { parametersOf } from '../tool-words/parameters.ts';
import { parseWords } from '../tool-words/parse-words.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';
import { withApp } from '../with-app.ts';
import { fetchSecrets } from './fetch-secrets.ts';
import { followAndShow } from './follow-and-show.ts';

/** `run`: reads the words by the tool's own schema, runs it, and prints what it found. Returns the exit code. */
export async function runTool(
  terminal: Terminal,
  given: CommonOptions,
  launcher: LauncherProcess,
  name: string,
  allWords: readonly string[],
): Promise<number> {
  const flagsOf = (tools: readonly Tool[]): readonly string[] =>
    tools.find((tool) => tool.name === name)?.extraArgs ?? [];
  // Where a tool is declared is written in the configuration, and which one that is may stand among the words.
  const { common: first } = takeCommonWords(given, allWords, flagsOf(catalogue));
  const loaded = await loadPlanner(terminal, first);
  if (!loaded.ok) return loaded.error;
  const { planner } = loaded.value;
  const taken = takeCommonWords(given, allWords, flagsOf(planner.catalogue));
  const { common, words, help, answers: answerTexts, idempotencyKey } = taken;
  const answers = parseAnswers(answerTexts);
  if (!answers.ok) return await reportFailure(terminal, common, answers.error);
  const tool = planner.find(name);
  if (!tool.ok) return await reportFailure(terminal, common, tool.error);
  if (help) {
    const offered = tool.value.offer({ raw: true, classes: planner.intrusive(name).classes });
    await terminal.write(renderToolHelp(tool.value, offered));
    return exitCodes.ok;
  }
  const parsed = parseWords(tool.value, words);
  const input = parsed.ok
    ? await fetchSecrets(terminal, parametersOf(tool.value.inputSchema), parsed.value)
    : parsed;
  if (!input.ok) return await reportFailure(terminal, common, input.error);
  if (answerTexts.length > 0 && input.value['dry_run'] !== true) {
    return await reportFailure(terminal, common, answerWithoutDryRun);
  }
  const wish = { launcher, logs: 'errors', answers: answers.value } as const;
  return await withApp(terminal, common, wish, (app) =>
    followAndShow(terminal, common, app, { tool: name, input: input.value, dryRun: false, idempotencyKey }),
  );
}

const answerWithoutDryRun = failure(
  'input.invalid',
  '--answer goes with --dry-run: a call that is made asks DNS itself.',
  { field: '--answer', next: ['Add --dry-run, or leave --answer out.'] },
);
