import type { LogEvent } from './log-events.ts';
import { severities, type LogLevel } from './log-level.ts';

export type LogFormat = 'json' | 'text';

/** A line before it is written; its fields are safe to show. */
export interface LogRecord {
  readonly time: Date;
  readonly level: LogLevel;
  readonly event: LogEvent;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One line with its newline, in either format; no value can begin another line or forge what a line begins with. */
export function renderLine(record: LogRecord, format: LogFormat): string {
  const { time, level, event, fields } = record;
  const at = time.toISOString();
  switch (format) {
    case 'json':
      return `${JSON.stringify({ time: at, level, severity: severities[level], event, ...unreserved(fields) })}\n`;
    case 'text':
      return `${[at, level.toUpperCase().padEnd(5), event, ...Object.entries(fields).flatMap(pairOf)].join(' ')}\n`;
  }
}

/** A field of the name of a part of the envelope is written beside it, and does not take its place. */
const unreserved = (fields: LogRecord['fields']): LogRecord['fields'] =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [reserved.has(key) ? `field_${key}` : key, value]),
  );

const reserved: ReadonlySet<string> = new Set(['time', 'level', 'severity', 'event']);

/** `tool=nmap`, quoted as in JSON wherever it is not one plain word. */
const pairOf = ([key, value]: readonly [string, unknown]): readonly string[] =>
  value === undefined ? [] : [`${wordOf(key)}=${wordOf(value)}`];

const wordOf = (value: unknown): string =>
  typeof value === 'string' && /^[\w.:/@+,*-]+$/.test(value) ? value : JSON.stringify(value);
