import type { Terminal } from './terminal.ts';

/** What a command is made with: the terminal, and the place for its exit code. */
export interface Shell {
  readonly terminal: Terminal;
  readonly finish: (exitCode: number) => void;
}
