import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Secret } from '../kernel/secret.ts';
import { systemClock } from './clock.ts';
import { openFileSink, type Rotation } from './log/file-sink.ts';
import { createFloodGate } from './log/flood-gate.ts';
import type { LogEvent } from './log/log-events.ts';
import { isSeriousEnough, type LineCounts, type LogLevel } from './log/log-level.ts';
import { loggable } from './log/loggable.ts';
import { createOutlet, type Outlet } from './log/outlet.ts';
import { renderLine, type LogFormat } from './log/render-line.ts';
import { scrubOf } from './log/scrub.ts';
import { createStderrSink } from './log/stderr-sink.ts';

/** What is logged, how and where. */
export interface LogSettings {
  /** The least serious lines that are written. */
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Where the log goes: with a file, stderr has warnings and worse alone. */
  readonly file: LogFile | null;
  /** What no line may hold, in whatever encoding. */
  readonly secrets: readonly Secret[];
}

export interface LogFile extends Rotation {
  readonly path: string;
}

export interface Logger {
  /** Writes one line; it never throws and never waits for a reader. */
  readonly log: (level: LogLevel, event: LogEvent, fields?: Readonly<Record<string, unknown>>) => void;
  /** Looks whether other settings can be had; what it returns puts them into force. The error is a predicate about the file. */
  readonly prepare: (next: LogSettings) => Result<() => void, string>;
  readonly lines: () => LineCounts;
  /** How many lines were let go because nobody read them, or the disk was full. */
  readonly dropped: () => number;
  /** Writes what is still held and ends the log; a reader that takes nothing for 200 ms does not get the rest. */
  readonly close: () => Promise<void>;
}

/** Opens a log on stderr, and in a file where one is named; the error is a predicate about that file. */
export function createLogger(first: LogSettings, clock: Clock = systemClock): Result<Logger, string> {
  const counts = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  const gate = createFloodGate(clock.monotonicMs);
  let settings = first;
  let scrub = scrubOf(first.secrets);
  let isClosed = false;
  /** Lost by files that are no longer written to. */
  let droppedBefore = 0;

  const render = (level: LogLevel, event: LogEvent, fields: Readonly<Record<string, unknown>>): string => {
    counts[level] += 1;
    return renderLine({ time: new Date(clock.wallMs()), level, event, fields }, settings.format);
  };
  const notice = (lines: number): string => render('warn', 'log.dropped', { lines });
  const openFile = (file: LogFile): Result<Outlet, string> => {
    const sink = openFileSink(file.path, () => settings.file ?? file);
    return sink.ok ? ok(createOutlet(() => sink.value, notice)) : sink;
  };
  const opened = first.file === null ? ok(null) : openFile(first.file);
  if (!opened.ok) return opened;
  let file: Outlet | null = opened.value;
  const stderr = createOutlet(createStderrSink, notice);

  const write = (level: LogLevel, event: LogEvent, fields: Readonly<Record<string, unknown>>): void => {
    const line = render(level, event, fields);
    file?.write(line);
    if (file === null || isSeriousEnough(level, 'warn')) stderr.write(line);
  };
  const useFile = (next: Outlet | null): void => {
    droppedBefore += file?.dropped() ?? 0;
    void file?.close();
    file = next;
  };

  return ok({
    log: (level, event, fields = {}) => {
      if (isClosed || !isSeriousEnough(level, settings.level)) return;
      const suppressed = gate.admit(event);
      if (suppressed === null) return;
      const shown = loggable(fields, scrub);
      write(level, event, suppressed === 0 ? shown : { ...shown, suppressed });
    },
    prepare: (next) => {
      const isOther = next.file?.path !== settings.file?.path;
      const other = next.file === null || !isOther ? ok(file) : openFile(next.file);
      if (!other.ok) return other;
      // It opens its file again with its first line: what is prepared may never come into force.
      if (isOther) void other.value?.close();
      return ok(() => {
        if (isOther) useFile(next.file === null ? null : other.value);
        settings = next;
        scrub = scrubOf(next.secrets);
      });
    },
    lines: () => ({ ...counts }),
    dropped: () => droppedBefore + stderr.dropped() + (file?.dropped() ?? 0),
    close: async () => {
      for (const [of, lines] of gate.untold()) write('warn', 'log.suppressed', { of, lines });
      isClosed = true;
      await Promise.all([stderr.close(), file?.close()]);
    },
  });
}
