import { setImmediate as nextTurn } from 'node:timers/promises';

/** What a command has instead of the process: data goes to `write`, words for people go to `tell`. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array>;
  readonly inputIsTty: boolean;
  /** Writes data to stdout and waits for a slow reader. */
  readonly write: (data: string | Uint8Array) => Promise<void>;
  /** True where stdout is a screen. */
  readonly writeIsTty: boolean;
  /** Writes text for people to stderr, as it is. */
  readonly tell: (text: string) => void;
  /** True where stderr is a screen that a line can be redrawn on. */
  readonly tellIsTty: boolean;
  /** The width of that screen in characters. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A terminal and what became of its output. */
export interface ProcessTerminal {
  readonly terminal: Terminal;
  /** Why stdout could not be written, such as `ENOSPC`, or null; asked when everything has been written. */
  readonly outputTrouble: () => Promise<string | null>;
}

/** The streams of this process. A reader that went away (`| head`) ends the output quietly; any other error is trouble. */
export function processTerminal(): ProcessTerminal {
  let closed = false;
  let trouble: string | null = null;
  let goOn = noop;
  const gone = (): void => {
    closed = true;
    goOn();
  };
  process.stdout
    .on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message;
      if (code !== 'EPIPE') trouble ??= code;
      gone();
    })
    .on('close', gone)
    .on('drain', () => goOn());
  process.stderr.on('error', () => undefined);
  const terminal: Terminal = {
    input: process.stdin,
    inputIsTty: process.stdin.isTTY,
    write: async (data) => {
      if (closed || process.stdout.write(data)) return;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    },
    writeIsTty: process.stdout.isTTY,
    tell: (text) => {
      process.stderr.write(text);
    },
    tellIsTty: process.stderr.isTTY,
    // A screen that does not know its width says 0.
    columns: process.stderr.columns > 0 ? process.stderr.columns : 80,
    // A copy: what is secret in it is taken out of the process's own once it was read.
    env: { ...process.env },
  };
  return {
    terminal,
    outputTrouble: async () => {
      // A write fails at once and says so a turn later.
      await nextTurn();
      return trouble;
    },
  };
}

const noop = (): void => {};
