import { pino } from 'pino';

/** RFC 5424 severities that bailiwick uses, by level name. */
const severity = { trace: 7, debug: 7, info: 6, warn: 4, error: 3, fatal: 2 } as const;

export type LogLevel = keyof typeof severity;

/** What can be logged: one name for each kind of line, so that a reader can search for it. */
export type LogEvent =
  | 'server.start'
  | 'server.listening'
  | 'server.drain'
  | 'server.stop'
  | 'tool.call'
  | 'audit.failed'
  | 'internal.error';

export interface Logger {
  /** Writes one JSON line; it never throws and never waits for a reader. */
  readonly log: (level: LogLevel, event: LogEvent, fields?: Readonly<Record<string, unknown>>) => void;
  /** How many lines were let go because nobody read them. */
  readonly dropped: () => number;
  /** Writes what is still held, as far as the reader takes it. */
  readonly flush: () => void;
}

/** JSON lines on stderr. A reader that is slow or gone costs lines, never the server: at most 1 MiB waits. */
export function createLogger(level: LogLevel): Logger {
  let dropped = 0;
  const destination = pino.destination({ dest: 2, sync: false, maxLength: 1024 * 1024 });
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
      try {
        logger[at]({ event, ...fields });
      } catch {
        dropped += 1;
      }
    },
    dropped: () => dropped,
    flush: () => {
      try {
        destination.flushSync();
      } catch {
        dropped += 1;
      }
    },
  };
}

const isLevel = (label: string): label is LogLevel => Object.hasOwn(severity, label);
