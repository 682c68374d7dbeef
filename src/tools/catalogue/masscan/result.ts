import { z } from 'zod';

const count = z.int().min(0);

/** An open port, and what its service said where banners were asked for. */
const openPort = z.strictObject({
  address: z.string(),
  port: z.int().min(1).max(65_535),
  protocol: z.enum(['tcp', 'udp']),
  banners: z.array(z.strictObject({ service: z.string(), text: z.string() })).optional(),
});

/** What masscan found: open ports alone, since it tells no closed port from a silent one. */
export const masscanResult = z.strictObject({
  open: z.array(openPort),
  counts: z.strictObject({ open: count, hosts: count }),
  /** Open ports that are counted but not listed. */
  omitted: count,
  /** True where it was stopped before its end, or its report was cut. */
  partial: z.boolean(),
});

export type OpenPort = z.output<typeof openPort>;
export type MasscanResult = z.output<typeof masscanResult>;
