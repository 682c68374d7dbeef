import { setTimeout as delay } from 'node:timers/promises';
import type { CallResult } from '../kernel/call-result.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { correlationIdOf, type RandomBytes, type RunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { CallRequest, Run } from '../pipeline/run.ts';
import { standingOf } from '../pipeline/standing.ts';
import type { Store } from '../store/store.ts';
import { rememberedResult } from './remembered-result.ts';

/** What it takes to see what becomes of a run of another process. */
export interface Followed {
  readonly store: Pick<Store, 'runs' | 'output' | 'slices' | 'interrupt'>;
  /** Knows the processes that are gone by their names. */
  readonly isGone: (owner: string) => boolean;
  readonly random: RandomBytes;
}

/** A run that another process makes or has made, as a call has it that wants its result: to stop it is to wait no longer. */
export function followRun(
  around: Followed,
  { tool, caller, correlationId }: CallRequest,
  there: { readonly runId: RunId; readonly owner: string },
): Run {
  const named = {
    runId: there.runId,
    correlationId: correlationIdOf(correlationId, around.random),
    tool,
    configVersion: '',
    target: null,
  };
  const asked = performance.now();
  const stopped = new AbortController();
  const standing = (): CallResult => standingOf(named, (performance.now() - asked) / 1000, null);
  const refused = (why: Failure): CallResult => buildResult(named, 'failed', why.message, why);
  return {
    id: there.runId,
    correlationId: named.correlationId,
    principal: caller.principal,
    standing,
    stop: () => stopped.abort(),
    onProgress: () => () => undefined,
    result: untilEnded(around, there, stopped.signal).then((end) =>
      end === null ? standing() : 'code' in end ? refused(end) : end,
    ),
  };
}

/** Looks at a run until it has ended; a failure where that cannot be known, and null once nobody wants to know any more. */
async function untilEnded(
  { store, isGone }: Followed,
  { runId, owner }: { readonly runId: RunId; readonly owner: string },
  signal: AbortSignal,
): Promise<CallResult | Failure | null> {
  let waitMs = soonestMs;
  while (!signal.aborted) {
    // Look after look, less and less often.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const found = await store.runs({ id: runId, limit: 1 });
    if (!found.ok) return found.error;
    const [facts] = found.value;
    if (facts !== undefined && facts.state !== 'running') {
      // oxlint-disable-next-line no-await-in-loop -- it is the last one
      const result = await rememberedResult(store, facts);
      return result.ok ? result.value : result.error;
    }
    if (isGone(owner)) {
      if (facts === undefined) return neverStarted;
      // oxlint-disable-next-line no-await-in-loop -- it has ended then
      await store.interrupt(owner);
    }
    // oxlint-disable-next-line no-await-in-loop -- see above
    await delay(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(2 * waitMs, latestMs);
  }
  return null;
}

const soonestMs = 50;
const latestMs = 1000;

const neverStarted = failure(
  'run.interrupted',
  'The server that had this call ended before it started anything.',
  {
    next: ['Make the same call again.'],
  },
);
