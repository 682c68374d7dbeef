import { CommanderError } from '@commander-js/extra-typings';
import { exitCodes } from './exit-code.ts';
import { createProgram } from './program.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** Runs one command line, program name left out, and returns its exit code. It never ends the process itself. */
export async function main(argv: readonly string[]): Promise<number> {
  return await runCommandLine(processTerminal(), argv);
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
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return exitCode;
}

/** Clients start servers without a screen; a person who types the bare name wants to know where things stand. */
const bareCommand = (terminal: Terminal): readonly string[] =>
  terminal.inputIsTty ? ['status'] : ['serve', '--stdio'];
