import { z } from 'zod';

/** The most seconds that a caller may ask for; the operator's own limit may be lower. */
const longestTimeoutSec = 3600;

/** The inputs that every tool takes beside its own parameters; `extra_args` only where the tool has a grammar for it. */
export const commonInputs = z.strictObject({
  target: z.string().min(1),
  extra_args: z.union([z.string(), z.array(z.string())]).optional(),
  timeout_sec: z.int().min(1).max(longestTimeoutSec).optional(),
  correlation_id: z.string().max(200).optional(),
  dry_run: z.boolean().optional(),
  resume: z.string().max(64).optional(),
});

export type CommonInputs = z.output<typeof commonInputs>;

/** What `target` means to most tools. */
export const anyTarget = 'Address, CIDR, range (10.0.0.1-9) or host name.';

/** What the common inputs mean, in as few words as will do: clients send them to a model with every list. */
export const commonDescriptions = {
  extra_args: 'Flags, spelled exactly.',
  timeout_sec: 'Deadline.',
  correlation_id: 'Your own id.',
  dry_run: 'Plan only.',
  resume: 'Run to go on with.',
} as const;
