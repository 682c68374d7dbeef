import { createHmac } from 'node:crypto';
import { failure, type Failure } from '../kernel/failure.ts';
import { newRunId, type RunId } from '../kernel/ids.ts';
import { quote } from '../kernel/quote.ts';
import type { Result } from '../kernel/result.ts';
import type { CallRequest, Run } from '../pipeline/run.ts';
import { recordOf } from '../pipeline/take-up.ts';
import { canonicalJson } from '../store/audit/canonical-json.ts';
import type { ClaimedKey, KeyClaim } from '../store/runs/claim-key.ts';
import type { Store } from '../store/store.ts';
import { followRun, type Followed } from './follow-run.ts';
import { joinedRun } from './joined-run.ts';
import type { StartCall } from './shared-runs.ts';

/** What calls with a key depend on. */
export interface KeyedSurroundings extends Followed {
  readonly start: StartCall;
  readonly store: Followed['store'] & Pick<Store, 'claimKey'>;
  /** A run that goes on in this process. */
  readonly live: (id: string) => Run | undefined;
  /** The name of this process, which its claims have. */
  readonly owner: string;
}

/** Starts a call that comes with a key, or joins it to the run that the key stands for, in whatever process that is or was. */
export type StartOnce = (request: CallRequest, key: string) => Promise<Run>;

/**
 * Lets calls of one principal that come with the same key have one run: one that goes on is waited for, and one that has ended is
 * remembered. Other arguments than the first ones are an error. A run that was refused has started nothing and leaves its key to
 * the next call; dry runs take none.
 */
export function keyedRuns(around: KeyedSurroundings): StartOnce {
  const { start, live, random } = around;
  return async (request, key) => {
    if (request.dryRun === true || recordOf(request.input)?.['dry_run'] === true) return start(request);
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) return start({ ...request, refusal: noKey(key) });
    const runId = newRunId(random);
    const claimed = await claim(around, claimOf(request, key, runId));
    if (!claimed.ok) return start({ ...request, refusal: claimed.error });
    if (claimed.value.kind === 'ours') return start({ ...request, runId });
    const { runId: first, owner, sameArguments } = claimed.value;
    if (!sameArguments) return start({ ...request, refusal: otherArguments(first) });
    const here = live(first);
    const run = here ?? followRun(around, request, { runId: first, owner });
    return joinedRun(run, note, (reason) => {
      if (here === undefined) run.stop(reason);
      return true;
    });
  };
}

/** Claims a key, twice where the run that has it has started nothing, and never will. */
async function claim(
  { store, live, isGone, owner }: KeyedSurroundings,
  wanted: KeyClaim,
): Promise<Result<ClaimedKey>> {
  const claimed = await store.claimKey(wanted);
  if (!claimed.ok || claimed.value.kind === 'ours') return claimed;
  const { runId, state, owner: holder } = claimed.value;
  const isLost = state === null && (isGone(holder) || (holder === owner && live(runId) === undefined));
  return state === 'refused' || isLost ? await store.claimKey({ ...wanted, instead: runId }) : claimed;
}

/** Digests: keys name what callers do, and the arguments may hold secrets, which nobody can try out without the key. */
function claimOf({ tool, input, caller }: CallRequest, key: string, runId: RunId): KeyClaim {
  const { correlation_id: _, ...own } = recordOf(input) ?? {};
  return {
    principal: caller.principal,
    key: digest(caller.principal, key),
    arguments: digest(key, canonicalJson([tool, own])),
    runId,
    instead: null,
  };
}

const digest = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

const note = 'An earlier call had the same idempotency key: this is the result of its run.';

const noKey = (key: string): Failure =>
  failure(
    'input.invalid',
    `The idempotency key ${quote(key, 40)} is not 1 to 200 printable ASCII characters without a space. Nothing was started.`,
    {
      field: 'idempotency_key',
      next: ['Use a fresh UUID for each call, and the same one when it is made again.'],
    },
  );

const otherArguments = (runId: string): Failure =>
  failure(
    'input.invalid',
    `The idempotency key was given with other arguments to the call whose run is ${runId}. Nothing was started.`,
    { field: 'idempotency_key', next: ['Use another key for another call.'] },
  );
