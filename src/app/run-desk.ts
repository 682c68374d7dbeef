import type { CallResult } from '../kernel/call-result.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import type { RunId } from '../kernel/ids.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Run } from '../pipeline/run.ts';
import type { Output } from '../store/blobs/read-output.ts';
import type { RunFacts } from '../store/runs/run-facts.ts';
import type { Store } from '../store/store.ts';
import { rememberedResult } from './remembered-result.ts';
import { unkeptOutput } from './unkept-output.ts';

/** Runs, as those who asked for them come back to them: by anybody else's no more is told than that there is none. */
export interface RunDesk {
  /** What has become of a run: its result, or, where it has none within `waitMs`, how it stands. */
  readonly wait: (
    id: string,
    principal: string,
    waitMs: number,
    signal: AbortSignal,
  ) => Promise<Result<CallResult>>;
  /** Stops a run, and settles with its result when that is over. One that has ended stays as it is. */
  readonly cancel: (id: string, principal: string) => Promise<Result<CallResult>>;
  /** What is recorded of a run. */
  readonly facts: (id: string, principal: string) => Promise<Result<RunFacts>>;
  /** The ids of the newest runs that begin so, newest first; at most 50. */
  readonly ids: (beginning: string, principal: string) => Promise<Result<readonly RunId[]>>;
  /** What is kept of a run that has ended, under a name such as `stdout`. */
  readonly output: (id: string, principal: string, name: string) => Promise<Result<Output>>;
}

/** Finds runs that go on among `live`, and others in the store. */
export function createRunDesk(
  live: (id: string) => Run | undefined,
  store: Pick<Store, 'runs' | 'output' | 'slices'>,
): RunDesk {
  const goingOn = (id: string, principal: string): Run | undefined => {
    const run = live(id);
    return run?.principal === principal ? run : undefined;
  };
  const factsOf = async (id: string, principal: string): Promise<Result<RunFacts>> => {
    const found = await store.runs({ id, principal, limit: 1 });
    if (!found.ok) return found;
    const [facts] = found.value;
    return facts === undefined ? err(notFound(id)) : ok(facts);
  };
  const remembered = async (id: string, principal: string): Promise<Result<CallResult>> => {
    const facts = await factsOf(id, principal);
    return facts.ok ? await rememberedResult(store, facts.value) : facts;
  };
  return {
    facts: factsOf,
    wait: async (id, principal, waitMs, signal) => {
      const run = goingOn(id, principal);
      return run === undefined
        ? await remembered(id, principal)
        : ok((await resultWithin(run, waitMs, signal)) ?? run.standing());
    },
    cancel: async (id, principal) => {
      const run = goingOn(id, principal);
      if (run === undefined) return await remembered(id, principal);
      run.stop('cancelled');
      return ok(await run.result);
    },
    ids: async (beginning, principal) => {
      const found = await store.runs({ idPrefix: beginning, principal, limit: 50 });
      return found.ok ? ok(found.value.map(({ id }) => id)) : found;
    },
    output: async (id, principal, name) => {
      const run = goingOn(id, principal);
      if (run !== undefined) return err(notYet(run));
      const found = await factsOf(id, principal);
      if (!found.ok) return found;
      const output = await store.output({ runId: id, name });
      if (!output.ok) return output;
      const { value: kept } = output;
      return kept === null || kept.bytes === null
        ? err(unkeptOutput(id, name, kept, [`run_output(run_id="${id}", view="summary")`]))
        : ok(kept);
    },
  };
}

/** The result of a run that ends within that time, in milliseconds; else null, and at once where the signal is aborted. */
export function resultWithin(run: Run, waitMs: number, signal?: AbortSignal): Promise<CallResult | null> {
  const { promise, resolve } = Promise.withResolvers<CallResult | null>();
  const giveUp = (): void => resolve(null);
  const timer = setTimeout(giveUp, waitMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted === true) giveUp();
  void run.result.then(resolve);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  });
}

const notFound = (id: string): Failure =>
  failure('run.not_found', `There is no run ${quote(id, 64)} of yours.`, { field: 'run_id' });

const notYet = ({ id }: Run): Failure =>
  failure('run.not_found', `The run ${id} is still going on: it has no output yet.`, {
    field: 'run_id',
    next: [`run_wait(run_id="${id}")`],
  });
