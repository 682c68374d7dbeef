import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { parseAnswers } from '../answers.ts';
import type { CommonOptions } from '../common-options.ts';
import { readStdin } from '../read-stdin.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { followCall } from './follow-call.ts';

interface Call {
  readonly tool: string;
  /** A JSON text, or `-` for stdin. */
  readonly json: string;
  readonly plan: boolean;
  /** What names resolve to, as `NAME=ADDRESS` texts. */
  readonly answers: readonly string[];
  readonly idempotencyKey: string | undefined;
}

/** `call`: the structured result goes to stdout as JSON, whatever became of the call. Returns the exit code. */
export async function makeCall(
  terminal: Terminal,
  common: CommonOptions,
  launcher: LauncherProcess,
  call: Call,
): Promise<number> {
  const answers = parseAnswers(call.answers);
  if (!answers.ok) return await reportFailure(terminal, { ...common, json: true }, answers.error);
  const wish = { launcher, logs: 'errors', answers: answers.value } as const;
  return await withApp(terminal, common, wish, async (app) => {
    const text = call.json === '-' ? await readStdin(terminal.input, 'arguments') : ok(call.json);
    const input = text.ok ? parseArguments(text.value) : text;
    if (!input.ok) return await reportFailure(terminal, { ...common, json: true }, input.error);
    const { tool, plan, idempotencyKey } = call;
    const request = { tool, input: input.value, dryRun: plan, idempotencyKey };
    const { result, exitCode } = await followCall(terminal, common, app, request);
    await terminal.write(`${JSON.stringify(result, null, 2)}\n`);
    return exitCode;
  });
}

function parseArguments(text: string): Result<object> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ok(value)
      : err(noObject('not an object', text));
  } catch {
    return err(noObject('not JSON', text));
  }
}

const noObject = (what: string, text: string): Failure =>
  failure(
    'input.invalid',
    `--json takes the arguments as a JSON object; this is ${what}: ${quote(text, 60)}.`,
    {
      field: '--json',
      next: [`Give an object such as --json '{"target": "10.0.0.5"}'.`],
    },
  );
