import { z } from 'zod';

const count = z.int().min(0);
const milliseconds = z.number().min(0);

/** What became of the echo requests to one address. */
export const pingResult = z.strictObject({
  sent: count,
  received: count,
  duplicates: count,
  loss_percent: z.number().min(0).max(100),
  /** Null where nothing came back, or the requests were too small to hold a time. */
  rtt_ms: z
    .strictObject({ min: milliseconds, avg: milliseconds, max: milliseconds, mdev: milliseconds })
    .nullable(),
  replies: z.array(z.strictObject({ seq: count, ttl: count, ms: milliseconds.nullable() })),
  /** What routers on the way said instead of a reply. */
  errors: z.array(z.strictObject({ seq: count, from: z.string(), text: z.string() })),
  /** True where it was stopped before its last request: `sent` is then what is known from replies. */
  partial: z.boolean(),
});

export type PingResult = z.output<typeof pingResult>;
