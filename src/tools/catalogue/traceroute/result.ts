import { z } from 'zod';

/** The way to one address, hop by hop. */
export const tracerouteResult = z.strictObject({
  /** The address that packets were sent to. */
  destination: z.string(),
  reached: z.boolean(),
  hops: z.array(
    z.strictObject({
      ttl: z.int().min(0),
      /** Routers that answered at this distance; several where packets took several ways. */
      addresses: z.array(z.string()),
      rtt_ms: z.array(z.number().min(0)),
      /** Probes without an answer. */
      lost: z.int().min(0),
      /** What the router said of the way on, such as `host unreachable`. */
      errors: z.array(z.string()).optional(),
    }),
  ),
  /** True where it was stopped before its last hop. */
  partial: z.boolean(),
});

export type TracerouteResult = z.output<typeof tracerouteResult>;
export type Hop = TracerouteResult['hops'][number];
