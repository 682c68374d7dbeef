import { z } from 'zod';

/** What a DNS server answered. */
export const digResult = z.strictObject({
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL` …; `NO_REPLY` where the server was silent. */
  status: z.string(),
  /** As dig writes them: `aa`, `tc`, `rd`, `ra`, `ad`. */
  flags: z.array(z.string()),
  records: z.array(
    z.strictObject({
      section: z.enum(['answer', 'authority']),
      name: z.string(),
      ttl: z.int().min(0),
      type: z.string(),
      data: z.string(),
    }),
  ),
  /** Records that were read but left out of the list, because it is full. */
  omitted: z.int().min(0),
  /** How the answer came: over TCP where it was too long for UDP, or where that was asked for. */
  transport: z.enum(['udp', 'tcp']).nullable(),
  query_ms: z.int().min(0).nullable(),
});

export type DigResult = z.output<typeof digResult>;
