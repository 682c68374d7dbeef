import { createHash } from 'node:crypto';
import type { CallRequest, Run } from '../pipeline/run.ts';
import { canonicalJson } from '../store/audit/canonical-json.ts';
import { joinedRun } from './joined-run.ts';

/** Starts a call, or joins it to the run of an identical one that goes on. */
export type StartCall = (request: CallRequest) => Run;

/**
 * Lets identical calls of one principal that are under way at once share a run: whoever gives up leaves it to the others, and it is
 * stopped when nobody is left. Calls are identical where tool and arguments are, their correlation ids included. Dry runs and calls
 * beside which `isShared` says no start one of their own.
 */
export function shareRuns(start: StartCall, isShared: (request: CallRequest) => boolean): StartCall {
  const open = new Map<string, SharedRun>();
  return (request) => {
    if (request.dryRun === true || !isShared(request)) return start(request);
    const key = keyOf(request);
    const before = open.get(key);
    if (before !== undefined && before.takers > 0) return joined(before);
    const shared: SharedRun = { run: start(request), takers: 0 };
    open.set(key, shared);
    void shared.run.result.finally(() => {
      if (open.get(key) === shared) open.delete(key);
    });
    return joined(shared, true);
  };
}

interface SharedRun {
  readonly run: Run;
  /** How many wait for it. */
  takers: number;
}

/** The run as one of its callers has it. */
function joined(shared: SharedRun, isFirst = false): Run {
  const { run } = shared;
  shared.takers += 1;
  const note = isFirst ? null : 'An identical call was under way: this is the result of its run.';
  return joinedRun(run, note, (reason) => {
    shared.takers -= 1;
    if (shared.takers === 0) run.stop(reason);
    return shared.takers > 0;
  });
}

/** A digest, since arguments may hold secrets, and a key is kept while its run goes on. */
const keyOf = ({ tool, input, caller, correlationId }: CallRequest): string =>
  createHash('sha256')
    .update(canonicalJson([caller.principal, tool, correlationId ?? null, input]))
    .digest('base64');
