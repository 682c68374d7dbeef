import { z } from 'zod';

const count = z.int().min(0);

/** One connection attempt. */
export const checkResult = z.strictObject({
  address: z.string(),
  port: z.int().min(1).max(65_535),
  state: z.enum(['open', 'closed', 'filtered']),
  millis: z.number().min(0),
  banner: z.string().nullable(),
});

/** Every check, by what became of it. */
export const countsResult = z.strictObject({ open: count, closed: count, filtered: count });

/** What a port check found. */
export const portCheckResult = z.strictObject({
  /** Open ports first; the list is cut where it is long, the counts never are. */
  checks: z.array(checkResult),
  counts: countsResult,
  /** Checks that are counted but not listed. */
  omitted: count,
  /** True where it was stopped before its last check, or its report was not read to its end. */
  partial: z.boolean(),
  /** True where it ended well, but its report was cut on its way: the counts are too low. */
  damaged: z.boolean(),
});

export type PortCheck = z.output<typeof checkResult>;
export type PortCheckResult = z.output<typeof portCheckResult>;
