import { z } from 'zod';
import { connections } from './connection.ts';

const count = z.int().min(0);
const text = z.string().nullable();
const status = z.int().min(0).max(999).nullable();

/** What the last request of a probe met, and every request on the way. */
export const httpProbeResult = z.strictObject({
  /** Null where the request did not come to its end. */
  url: text,
  connection: z.enum(connections),
  status,
  http_version: text,
  /** Whether the certificate holds for the name, or with insecure its chain alone; null where none was seen. */
  certificate_ok: z.boolean().nullable(),
  server: text,
  content_type: text,
  content_length: count.nullable(),
  title: text,
  /** As `Name: value`. */
  headers: z.array(z.string()),
  /** The start of the body, line by line. */
  body: z.array(z.string()),
  /** Bytes of the body that were received. */
  body_bytes: count,
  /** False where more of the body was to come than was received; null where there was no answer. */
  body_complete: z.boolean().nullable(),
  /** Headers and lines that are not listed, of as much of the answer as was kept. */
  omitted: count,
  /** Each request with its answer, this one included. */
  hops: z.array(z.strictObject({ url: text, address: text, status, location: text })),
  /** The redirect that was not followed, and why. */
  stopped: z.strictObject({ url: z.string(), code: z.string(), message: z.string() }).nullable(),
});

export type HttpProbeResult = z.output<typeof httpProbeResult>;
