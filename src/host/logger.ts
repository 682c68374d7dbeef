import { pino } from 'pino';
import { cleanDeep } from '../output/clean.ts';

/** RFC 5424 severities that bailiwick uses, by level name. */
const severity = { trace: 7, debug: 7, info: 6, warn: 4, error: 3, fatal: 2 } as const;

export type LogLevel = keyof typeof severity;

/** How many lines of each level were written. */
export type LineCounts = Readonly<Record<LogLevel, number>>;

/** What can be logged: one name for each kind of line, so that a reader can search for it. */
export type LogEvent =
  | 'server.start'
  | 'server.listening'
  | 'server.drain'
  | 'server.stop'
  | 'tool.call'
  | 'audit.failed'
  | 'artifact.failed'
  | 'internal.error'
  | 'config.reloaded'
  | 'config.refused'
  | 'breaker.changed'
  | 'health.changed';

export interface Logger {
  /** Writes one JSON line; it never throws and never waits for a reader. */
  readonly log: (level: LogLevel, event: LogEvent, fields?: Readonly<Record<string, unknown>>) => void;
  /** Changes the least serious lines that are written. */
  readonly setLevel: (level: LogLevel) => void;
  /** How many lines were written so far, by level; what lies below the level in force is no line. */
  readonly lines: () => LineCounts;
  /** How many lines were let go because nobody read them. */
  readonly dropped: () => number;
  /** Writes what is still held and ends the log; a reader that takes nothing for 200 ms does not get the rest. */
  readonly close: () => Promise<void>;
}

const closeGraceMs = 200;

/** JSON lines on stderr. A reader that is slow or gone costs lines, never the server: at most 1 MiB waits. */
export function createLogger(level: LogLevel): Logger {
  const lines = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  let dropped = 0;
  let givenUp = false;
  const destination = pino.destination({
    dest: 2,
    sync: false,
    maxLength: 1024 * 1024,
    // A pipe that is full is tried again, until the log is given up: that must not keep the process alive.
    retryEAGAIN: () => !givenUp,
  });
  destination.on('drop', () => {
    dropped += 1;
  });
  destination.on('error', () => {
    dropped += 1;
  });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label, severity: isLevel(label) ? severity[label] : severity.info }),
      },
    },
    destination,
  );
  return {
    log: (at, event, fields = {}) => {
      if (logger.isLevelEnabled(at)) lines[at] += 1;
      try {
        // A trace may hold what a program printed, and whoever reads a log does so on a terminal.
        logger[at](cleanDeep({ event, ...fields }, Infinity));
      } catch {
        dropped += 1;
      }
    },
    setLevel: (next) => {
      logger.level = next;
    },
    lines: () => ({ ...lines }),
    dropped: () => dropped,
    close: async () => {
      const written = Promise.withResolvers<void>();
      destination.once('close', written.resolve).once('error', written.resolve);
      const patience = setTimeout(written.resolve, closeGraceMs);
      destination.end();
      await written.promise;
      clearTimeout(patience);
      givenUp = true;
      destination.destroy();
    },
  };
}

const isLevel = (label: string): label is LogLevel => Object.hasOwn(severity, label);
