/** A row of snmpwalk's output as it stands there; the value is unquoted. */
export interface RawRow {
  readonly oid: string;
  readonly type: string;
  readonly value: string;
}

/** Takes output while it arrives. */
export interface RowEvents {
  readonly write: (text: string) => void;
  /** True where the output could be followed to its end. */
  readonly end: () => boolean;
}

/** A value comes in one datagram, and every byte of it may be escaped. */
const longestRow = 160 * 1024;

/**
 * Splits the output of `snmpwalk -OneU` into rows. A string may hold line breaks, and after one of them a text that looks like
 * a row: only its closing quote ends it. What cannot be followed ends the reading, since anything behind it could be forged.
 */
export function createRowEvents(take: (row: RawRow) => void): RowEvents {
  let rest = '';
  let lost = false;

  const drain = (atEnd: boolean): void => {
    let from = 0;
    for (;;) {
      const to = endOfRow(rest, from);
      if (to === null) break;
      const row = rowOf(rest.slice(from, to));
      if (row !== null) take(row);
      from = to + 1;
    }
    rest = rest.slice(from);
    if (rest.length > longestRow || (atEnd && rest !== '')) lost = true;
  };

  return {
    write: (text) => {
      if (lost) return;
      rest += text;
      drain(false);
    },
    end: () => {
      if (!lost) drain(true);
      return !lost;
    },
  };
}

const firstOfRow = /(?:\.[0-9]{1,10}){1,128} = (?:STRING: )?(")?/y;

/** Where the row at `from` ends: at the first line break outside its quotes; null where that has not come yet. */
function endOfRow(text: string, from: number): number | null {
  firstOfRow.lastIndex = from;
  const quoted = firstOfRow.exec(text)?.[1] !== undefined;
  let at = from;
  if (quoted) {
    at = firstOfRow.lastIndex;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    if (at >= text.length) return null;
  }
  const end = text.indexOf('\n', at);
  return end === -1 ? null : end;
}

/** A row, or null for a line that is none, such as `… = No more variables left in this MIB View`. */
function rowOf(line: string): RawRow | null {
  const [, oid, rest] = /^\.([0-9.]{1,1500}) = (.*)$/s.exec(line) ?? [];
  if (oid === undefined || rest === undefined) return null;
  if (rest.startsWith('"')) return { oid, type: 'STRING', value: unquoted(rest) };
  if (rest === 'NULL') return { oid, type: 'NULL', value: '' };
  const [, type, value] = /^([A-Z][A-Za-z0-9]*(?:[- ][A-Z][A-Za-z]*)?): ?(.*)$/s.exec(rest) ?? [];
  if (type === undefined || value === undefined) return null;
  if (type === 'STRING') return { oid, type, value: unquoted(value) };
  const ticks = type === 'Timeticks' ? /^\((\d{1,10})\)/.exec(value)?.[1] : undefined;
  return { oid, type, value: ticks ?? value.trimEnd() };
}

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.replace(/^"|"[^"]*$/g, '').replaceAll(/\\(["\\])/g, '$1') : text;
