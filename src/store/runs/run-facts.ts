import type { RunStatus } from '../../kernel/call-result.ts';
import type { RunId } from '../../kernel/ids.ts';

/** What a run came to; `interrupted` is one whose server ended before it did. */
export const runStates = [
  'running',
  'succeeded',
  'failed',
  'refused',
  'timed_out',
  'cancelled',
  'interrupted',
] as const satisfies readonly (RunStatus | 'interrupted')[];

export type RunState = (typeof runStates)[number];

/** A run as it is remembered. Times are milliseconds since the Unix epoch. */
export interface RunFacts {
  readonly id: RunId;
  readonly createdAt: number;
  /** When it ended; null for one that has not. */
  readonly finishedAt: number | null;
  readonly channel: string;
  readonly principal: string;
  readonly client: string | null;
  readonly correlationId: string;
  readonly tool: string;
  readonly target: string | null;
  readonly state: RunState;
  readonly code: string | null;
  /** One plain sentence; null while it runs. */
  readonly summary: string | null;
}

/** Which runs are meant; what is absent does not matter. */
export interface RunFilter {
  readonly limit: number;
  readonly id?: string | undefined;
  /** How ids begin. */
  readonly idPrefix?: string | undefined;
  /** Whoever asked for them. */
  readonly principal?: string | undefined;
  readonly tool?: string | undefined;
  readonly states?: readonly RunState[] | undefined;
  /** A part of what was asked for as the target, whatever its case. */
  readonly target?: string | undefined;
  /** They were asked for then or later. */
  readonly since?: number | undefined;
}
