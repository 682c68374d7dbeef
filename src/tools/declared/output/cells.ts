import { z } from 'zod';
import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';

/** What a field of a result holds. */
export type CellKind = 'text' | 'number' | 'boolean';

/** A row of a result; null where the program said nothing that fits. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** What a declared tool finds, where it finds rows. */
export interface Rows {
  readonly rows: readonly Row[];
  /** Rows that were found, listed or not. */
  readonly total: number;
  /** Lines or values that could not be read as rows. */
  readonly unread: number;
  /** True where output was cut before it was read, so that the total is too low. */
  readonly cut: boolean;
}

/** The schema of a result with these fields. */
export const rowsSchema = (kinds: Readonly<Record<string, CellKind>>): z.ZodObject =>
  z.strictObject({
    rows: z.array(
      z.strictObject(
        Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, cellSchemas[kind].nullable()])),
      ),
    ),
    total: z.int().min(0),
    unread: z.int().min(0),
    cut: z.boolean(),
  });

const cellSchemas = { text: z.string(), number: z.number(), boolean: z.boolean() } as const;

/** Reads what a program said of a field: cut, cleaned, and null where it is of another kind. */
export function cellOf(value: unknown, kind: CellKind): string | number | boolean | null {
  switch (kind) {
    case 'text':
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return typeof value === 'string' ? cleanField(value, longestCell) : null;
    case 'number': {
      const isText = typeof value === 'string' && /^[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(value);
      const number = isText ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : null;
    }
    case 'boolean':
      if (value === 'true' || value === 'false') return value === 'true';
      return typeof value === 'boolean' ? value : null;
  }
}

/** Gathers rows within a budget; those beyond it are counted alone. */
export class RowList {
  readonly #rows: Row[] = [];
  readonly #fits = createJsonBudget(mostBytes);
  #total = 0;
  unread = 0;

  /** Counts a row; it is made only where it may be listed, since a hostile output has a hundred thousand of them. */
  add(make: () => Row): void {
    this.#total += 1;
    // The first that does not fit ends the list: a list with holes would be read as one without.
    if (this.#rows.length < this.#total - 1 || this.#rows.length >= mostRows) return;
    const row = make();
    if (this.#fits(row)) this.#rows.push(row);
  }

  end(cut: boolean): Rows {
    return { rows: this.#rows, total: this.#total, unread: this.unread, cut };
  }
}

const longestCell = 120;
/** A result is to be read by a model: about 1,500 tokens. */
const mostBytes = 6000;
const mostRows = 200;
