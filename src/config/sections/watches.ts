import * as z from 'zod';
import { wholeNumber } from '../leaf.ts';
import { webhookKeys } from '../webhook-keys.ts';

const oneWatch = z.strictObject({
  tool: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('The tool that is called; it must be one that looks at hosts, such as nmap.')
    .meta({ form: 'the name of a tool' }),
  arguments: z
    .string()
    .max(4096)
    .regex(/^\{[\s\S]*\}$/)
    .optional()
    .describe('Its arguments, as a text that `call --json` would take: \'{"target": "10.0.0.0/24"}\'.')
    .meta({ form: 'a JSON object, written as a text' }),
  every: z
    .string()
    .regex(/^[1-9]\d{0,4}[smhd]$/)
    .optional()
    .describe('How long from the start of one run to that of the next.')
    .meta({ form: 'a duration such as 90s, 30m, 6h or 7d' }),
  baseline: z
    .string()
    .regex(/^(?:previous|(?!last|r-)[a-zA-Z][a-zA-Z0-9._-]{0,63})$/)
    .optional()
    .describe(
      'What each run is compared with: `previous` run of this watch, as where it is absent, or a baseline.',
    )
    .meta({ form: 'previous, or the name of a baseline' }),
  notify: z
    .enum(['changes', 'always', 'never'])
    .optional()
    .describe(
      'When `watch_notices` is told of a run: where something has changed, as where it is absent, always or never.',
    ),
});

/** Calls that are made again and again, by a name of the operator's. */
export const watchesSection = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), oneWatch)
  .default({})
  .describe(
    'Calls that a server makes again and again, each compared with the one before, by a name of your own.',
  );

/** Who is told of what watches have found. */
export const watchNoticesSection = z
  .strictObject({
    ...webhookKeys(
      'Where what a watch has found is posted as JSON; empty for nowhere. It may hold a secret.',
    ),
    timeout_sec: wholeNumber({ min: 1, max: 60 }, 10, 'How long each try may take, seconds.'),
    tries: wholeNumber(
      { min: 1, max: 10 },
      3,
      'How often it is posted while nobody takes it, the first time included.',
    ),
  })
  .prefault({})
  .describe('Who is told of what watches have found; nobody by default.');
