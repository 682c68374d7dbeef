import * as z from 'zod';

const replySchema = z.object({
  run_id: z.string(),
  status: z.string(),
  summary: z.string(),
  result: z.unknown(),
  execution_time: z.number(),
  error: z.object({ code: z.string(), message: z.string(), next: z.array(z.string()) }).nullable(),
  metadata: z.object({ argv: z.array(z.string()), sandbox: z.string().nullable() }),
});

/** What the demo reads of a structured result, as any client may. */
export type Reply = Readonly<z.infer<typeof replySchema>>;

/** Reads the structured content of a reply, or null where it is not a result of bailiwick. */
export function readReply(structuredContent: unknown): Reply | null {
  const parsed = replySchema.safeParse(structuredContent);
  return parsed.success ? parsed.data : null;
}
