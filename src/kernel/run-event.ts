import type { CallResult } from './call-result.ts';
import type { CorrelationId, RunId } from './ids.ts';
import type { RateScope } from './rate-scope.ts';

/** Where a call came from. */
export type Channel = 'stdio' | 'http' | 'cli' | 'library';

interface EventOf<Type extends string> {
  readonly type: Type;
  readonly runId: RunId;
  readonly correlationId: CorrelationId;
  readonly tool: string;
  /** The W3C trace that the call belongs to, where there is one. */
  readonly traceId?: string;
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
  | (EventOf<'refused'> & {
      readonly result: CallResult;
      /** What it was counted for, where it came too fast. */
      readonly rateScope?: RateScope;
    })
  | (EventOf<'planned'> & { readonly result: CallResult });
