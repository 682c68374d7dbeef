/**
 * Reads one value of a map: a JSON object, or one entry as `Accept: text/html`. Entries of several flags add up. What is
 * neither is handed on as it is, so that the tool can say what it takes.
 */
export function readMapEntries(text: string, before: unknown): unknown {
  const entries = text.trimStart().startsWith('{') ? objectOf(text) : entryOf(text);
  return entries === null ? text : { ...(isRecord(before) ? before : {}), ...entries };
}

function objectOf(text: string): Entries | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function entryOf(text: string): Entries | null {
  const colon = text.indexOf(':');
  return colon < 1 ? null : { [text.slice(0, colon).trim()]: text.slice(colon + 1).trim() };
}

type Entries = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
