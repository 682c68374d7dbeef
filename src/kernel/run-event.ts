import type { CallResult } from './call-result.ts';
import type { CorrelationId, RunId } from './ids.ts';

/** Where a call came from. */
export type Channel = 'stdio' | 'http' | 'cli' | 'library';

interface EventOf<Type extends string> {
  readonly type: Type;
  readonly runId: RunId;
  readonly correlationId: CorrelationId;
  readonly tool: string;
}

/** How far a run has come: `done` of `total`, growing; `total` is null where the end is not known. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
  readonly message: string;
}

/** The one stream of facts about runs (`refused` and `planned` have started nothing): metrics, logs and progress are made from it; no step reports by itself. */
export type RunEvent =
  | (EventOf<'queued'> & { readonly waiting: number })
  | (EventOf<'started'> & { readonly queueSec: number })
  | (EventOf<'progress'> & { readonly progress: Progress })
  | (EventOf<'finished'> & { readonly result: CallResult })
  | (EventOf<'refused'> & { readonly result: CallResult })
  | (EventOf<'planned'> & { readonly result: CallResult });
