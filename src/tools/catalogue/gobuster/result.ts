import { z } from 'zod';

const count = z.int().min(0);

/** Why nothing can be said: nobody answered, or everything is answered alike. */
export const reasons = ['unreachable', 'every_word_answers', 'no_dns_answer'] as const;

/** What a word list found. */
export const gobusterResult = z.strictObject({
  /** By name; the list is cut where it is long, the count never is. */
  found: z.array(
    z.strictObject({
      name: z.string(),
      status: count.nullable(),
      size: count.nullable(),
      location: z.string().nullable(),
      addresses: z.array(z.string()),
    }),
  ),
  count,
  /** Requests that failed, as far as they were told; a word of theirs may be there all the same. */
  errors: count,
  stopped: z
    .strictObject({ reason: z.enum(reasons), status: count.nullable(), size: count.nullable() })
    .nullable(),
  /** True where it was stopped before its last word. */
  partial: z.boolean(),
});

export type GobusterResult = z.output<typeof gobusterResult>;
export type Found = GobusterResult['found'][number];
