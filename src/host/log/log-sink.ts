/** Where the lines of a log go. */
export interface LogSink {
  /** Takes one line, with its newline; false where it is lost. It never throws and never waits for a reader. */
  readonly write: (line: string) => boolean;
  /** Writes what is still held, within a bounded time, and lets go of the file. */
  readonly close: () => Promise<void>;
}

/** What a sink that holds lines back tells later. */
export interface SinkNews {
  /** So many lines that it had taken are lost. */
  readonly lost: (lines: number) => void;
  /** Lines are taken again, after some were not. */
  readonly flows: () => void;
}
