/**
 * Writes JSON data in one way only: members in the order of their UTF-16 code units, no blanks (RFC 8785). What JSON does
 * not know is left out or becomes null, as in `JSON.stringify`.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => isJson(member))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const isJson = (value: unknown): boolean => !['undefined', 'function', 'symbol'].includes(typeof value);
