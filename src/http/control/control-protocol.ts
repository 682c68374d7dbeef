import * as z from 'zod';

/** What an operator's command may ask a running server for, and what it is answered: one path each. */
export const controlPaths = {
  server: '/v1/server',
  breakers: '/v1/breakers',
  reload: '/v1/reload',
  stats: '/v1/stats',
  runs: '/v1/runs',
} as const;

/** Who asks, as they say themselves: it is for the log. */
const by = z.string().min(1).max(64);

/** Asks for a reload. */
export const reloadWish = z.strictObject({ by });

/** Moves a breaker by hand. */
export const breakerMove = z.strictObject({
  by,
  tool: z.string().min(1).max(64),
  action: z.enum(['isolate', 'close']),
  reason: z.string().trim().min(1).max(200),
  for_sec: z.int().min(1).max(31_536_000).nullable(),
});

export type BreakerMove = z.output<typeof breakerMove>;

/** Waits for a run that goes on in that server, so many milliseconds at most, or stops it. */
export const runWish = z.strictObject({
  by,
  run_id: z.string().max(64),
  action: z.enum(['wait', 'cancel']),
  wait_ms: z.int().min(0).max(20_000),
});

export type RunWish = z.output<typeof runWish>;

/** How a run stands, or how it ended; its result is in the store. */
export const runStanding = z.object({
  run_id: z.string(),
  status: z.string(),
  summary: z.string(),
  progress: z.object({ done: z.number(), total: z.number().nullable(), message: z.string() }).nullable(),
});

export type RunStanding = z.output<typeof runStanding>;

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

/** Breakers as operators see them: what the original's `get_stats` tells, times in seconds, and why each is where it is. */
export const breakerList = z.object({
  breakers: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      failure_count: z.number(),
      success_count: z.number(),
      /** RFC 3339, in UTC. */
      last_failure_time: z.string().nullable(),
      failure_threshold: z.number(),
      recovery_timeout: z.number(),
      time_since_last_failure: z.number().nullable(),
      cause: z.string(),
      /** What an operator gave as the reason. */
      reason: z.string().nullable(),
      /** How long it has been so. */
      since_sec: z.number(),
      retry_after_sec: z.number().nullable(),
      trips: z.number(),
      shadow_refusals: z.number(),
    }),
  ),
});

export type BreakerFacts = z.output<typeof breakerList>['breakers'][number];

/** Statistics of one server; the command shows those of the original, and passes on what else there is. */
export const serverStats = z.looseObject({
  system: z.looseObject({
    uptime_formatted: z.string(),
    request_count: z.number(),
    error_rate: z.number(),
    active_connections: z.number(),
  }),
  tools: z.record(
    z.string(),
    z.looseObject({
      execution_count: z.number(),
      failure_count: z.number(),
      timeout_count: z.number(),
      refused_count: z.number(),
      success_rate: z.number(),
      average_execution_time: z.number(),
      max_execution_time: z.number(),
      last_execution_time: z.string().nullable(),
    }),
  ),
});

export type ServerStats = z.output<typeof serverStats>;

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
