import type { LogSink, SinkNews } from './log-sink.ts';

/** A sink that keeps account of what it has lost, and says so in one line when lines are taken again. */
export interface Outlet extends LogSink {
  /** How many lines are lost. */
  readonly dropped: () => number;
}

/** Opens a sink with its account; `notice` makes the line that tells of so many lost ones. */
export function createOutlet(open: (news: SinkNews) => LogSink, notice: (lines: number) => string): Outlet {
  let dropped = 0;
  let untold = 0;
  const lost = (lines: number): void => {
    dropped += lines;
    untold += lines;
  };
  const tell = (): void => {
    if (untold === 0) return;
    const lines = untold;
    untold = 0;
    if (!sink.write(notice(lines))) untold += lines;
  };
  const sink = open({ lost, flows: tell });
  return {
    write: (line) => {
      const isTaken = sink.write(line);
      if (isTaken) tell();
      else lost(1);
      return isTaken;
    },
    dropped: () => dropped,
    close: sink.close,
  };
}
