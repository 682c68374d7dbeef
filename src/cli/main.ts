import { CommanderError } from '@commander-js/extra-typings';
import { exitCodes } from './exit-code.ts';
import { createProgram } from './program.ts';
import { writeJson } from './report.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { asksForJson, shownUsageError } from './usage-error.ts';

/**
 * Runs one command line, program name left out, and returns its exit code. It does not end the process itself; `serve`
 * alone does, once it is over and nobody reads its last words.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const { terminal, outputTrouble } = processTerminal();
  const exitCode = await runCommandLine(terminal, argv);
  const trouble = await outputTrouble();
  if (trouble === null) return exitCode;
  terminal.tell(`failed  stdout\n   It cannot be written (${trouble}), so the output is not complete.\n`);
  terminal.tell(`   fix     see to the space and the rights of the place that stdout goes to\n`);
  terminal.tell(`   exit ${exitCodes.environment}\n`);
  return exitCodes.environment;
}

/** The same on any terminal. */
export async function runCommandLine(terminal: Terminal, argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const finish = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram({ terminal, finish });
  try {
    await program.parseAsync(argv.length === 0 ? bareCommand(terminal) : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.ok;
    if (asksForJson(argv)) await writeJson(terminal, 'errors', { errors: [shownUsageError(error)] });
    return exitCodes.usage;
  }
  return exitCode;
}

/** Clients start servers without a screen; a person who types the bare name wants to know where things stand. */
const bareCommand = (terminal: Terminal): readonly string[] =>
  terminal.inputIsTty ? ['status'] : ['serve', '--stdio'];
