import { quote } from '../kernel/quote.ts';

/** A caller's value as a message shows it: texts quoted, short lists whole, anything else by its kind. It never throws. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (!Array.isArray(value)) return `of the kind ${typeof value}`;
  return value.length <= 8
    ? `[${value.map((one) => (Array.isArray(one) ? 'a list' : shown(one))).join(', ')}]`
    : `a list of ${value.length}`;
}
