import * as z from 'zod';
import { circuitBreakerOfTool } from './circuit-breaker.ts';

const oneTool = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe('Whether this tool can be called; wins over the patterns of `tool`.'),
  timeout_sec: z
    .int()
    .min(1)
    .max(86_400)
    .optional()
    .describe('How long a call of this tool runs unless it asks otherwise, seconds.'),
  intrusive: z
    .array(z.string().regex(/^(?:vuln|brute|exploit|dos|external|broadcast)$/))
    .optional()
    .describe(
      'Intrusive classes that callers of this tool may use; none where it is absent. external involves third parties, broadcast asks the whole local network.',
    )
    .meta({ form: 'a list of vuln, brute, exploit, dos, external or broadcast' }),
  concurrency: z.int().min(1).max(64).optional().describe('Calls of this tool at once.'),
  weight: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe(
      'How many of the places of `limits.global_concurrency` a call of this tool takes, 1 where it is absent; with all of them it runs alone.',
    ),
  circuit_breaker: circuitBreakerOfTool,
});

/** What holds for one tool, by its name. */
export const toolsSection = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), oneTool)
  .default({})
  .describe('What holds for one tool, by its name.');
