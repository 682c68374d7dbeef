import { z } from 'zod';

/** What the schema of one input says of its values beside their kind, as in `1 to 64` and `at most 8, each 100 to 599`. */
export function boundsOf(schema: unknown): string {
  const read = bounded.safeParse(schema);
  if (!read.success) return '';
  const { minimum, maximum, maxLength, maxItems, items } = read.data;
  const range = rangeOf(minimum, maximum);
  const each = items === undefined ? '' : boundsOf(items);
  return [
    range,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
    each === '' ? '' : `each ${each}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Bounds that every whole number has by its nature say nothing. */
function rangeOf(minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): string {
  const [low, high] = [minimum > Number.MIN_SAFE_INTEGER, maximum < Number.MAX_SAFE_INTEGER];
  if (low && high) return `${minimum} to ${maximum}`;
  if (low) return `from ${minimum}`;
  return high ? `up to ${maximum}` : '';
}

const bounded = z.looseObject({
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
});
