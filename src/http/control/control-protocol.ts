import * as z from 'zod';

/** What an operator's command may ask a running server for, and what it is answered: one path each. */
export const controlPaths = {
  server: '/v1/server',
  breakers: '/v1/breakers',
  reload: '/v1/reload',
} as const;

/** Moves a breaker by hand. */
export const breakerMove = z.strictObject({
  tool: z.string().min(1).max(64),
  action: z.enum(['isolate', 'close']),
  reason: z.string().max(200),
  for_sec: z.int().min(1).max(31_536_000).nullable(),
});

export type BreakerMove = z.output<typeof breakerMove>;

/** Which server answers. */
export const serverFacts = z.object({
  pid: z.int(),
  version: z.string(),
  config_version: z.string(),
  config_file: z.string().nullable(),
  transport: z.string(),
  url: z.string().nullable(),
  up_sec: z.number(),
});

export type ServerFacts = z.output<typeof serverFacts>;

/** Breakers as operators see them. */
export const breakerList = z.object({
  breakers: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      failureCount: z.number(),
      failureThreshold: z.number(),
      note: z.string().nullable(),
      retryAfterMs: z.number().nullable(),
    }),
  ),
});

/** What became of a reload. */
export const reloadAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reloaded'),
    version: z.string(),
    changed: z.array(z.string()),
    pending: z.array(z.string()),
  }),
  z.object({ kind: z.literal('refused'), errors: z.array(z.string()) }),
]);

export type ReloadAnswer = z.output<typeof reloadAnswer>;

/** Why something was not done. */
export const controlRefusal = z.object({ error: z.string() });
