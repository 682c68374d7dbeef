/** What a command has instead of the process: data goes to `write`, words for people go to `tell`. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array>;
  readonly inputIsTty: boolean;
  /** Writes data to stdout and waits for a slow reader. */
  readonly write: (data: string) => Promise<void>;
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

/** The streams of this process. A reader that went away (`| head`) ends the output quietly. */
export function processTerminal(): Terminal {
  let readerGone = false;
  let goOn = noop;
  const gone = (): void => {
    readerGone = true;
    goOn();
  };
  process.stdout
    .on('error', gone)
    .on('close', gone)
    .on('drain', () => goOn());
  process.stderr.on('error', () => undefined);
  return {
    input: process.stdin,
    inputIsTty: process.stdin.isTTY,
    write: async (data) => {
      if (readerGone || process.stdout.write(data)) return;
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
    env: process.env,
  };
}

const noop = (): void => {};
