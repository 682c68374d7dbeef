/** The fields of a row by their column; what it has not is absent. */
export type ResultRow = ReadonlyMap<string, unknown>;

/** A result as rows. */
export interface ResultRows {
  /** `list` first, then the fields of each list together, as in `hosts.address`, `hosts.ports.port`. */
  readonly columns: readonly string[];
  readonly rows: readonly ResultRow[];
}

/**
 * Turns the result of any tool into rows: one for each entry of each list, with the fields of all that the entry lies in. Its `list`
 * is the path of that list, so that `hosts.ports` are all ports of all hosts; `result` is the result itself. An object in an object
 * is a list of one.
 */
export function resultRows(result: unknown): ResultRows {
  const rows: ResultRow[] = [];
  const columns = new Map<string, Set<string>>();

  const visit = (path: readonly string[], record: Fields, above: ResultRow): void => {
    const list = path.length === 0 ? 'result' : path.join('.');
    const names = columns.get(list) ?? new Set();
    columns.set(list, names);
    const fields = new Map(above);
    const lists: (readonly [string, readonly Fields[]])[] = [];
    for (const [key, value] of Object.entries(record)) {
      const entries = path.length < deepest ? entriesOf(value) : null;
      if (entries !== null) lists.push([key, entries]);
      else {
        const name = columnOf(path, key);
        names.add(name);
        fields.set(name, value);
      }
    }
    rows.push(new Map([['list', list], ...fields]));
    for (const [key, entries] of lists) for (const entry of entries) visit([...path, key], entry, fields);
  };

  if (result !== null && result !== undefined) visit([], asFields(result), new Map());
  return { columns: ['list', ...[...columns.values()].flatMap((names) => [...names])], rows };
}

/** The rows as JSON, one a line. */
export const jsonLines = ({ rows }: ResultRows): string =>
  rows.map((row) => `${JSON.stringify(Object.fromEntries(row))}\n`).join('');

/** What stands in one cell of a table: texts as they are, a list of them with semicolons, and nothing for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellText).join('; ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

type Fields = Readonly<Record<string, unknown>>;

/** The entries that get rows of their own; null for what is a field itself. */
function entriesOf(value: unknown): readonly Fields[] | null {
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return entries.every((entry) => !isFields(entry)) && entries.length > 0 ? null : entries.map(asFields);
  }
  if (!isFields(value)) return null;
  return Object.keys(value).length === 0 ? [] : [value];
}

const asFields = (value: unknown): Fields => (isFields(value) ? value : { value });

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A result may have a field of the name of our own column. */
const columnOf = (path: readonly string[], key: string): string =>
  path.length === 0 && key === 'list' ? 'result.list' : [...path, key].join('.');

/** Deeper than any result of ours; what a declared tool nests deeper stays one field. */
const deepest = 12;
