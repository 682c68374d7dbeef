import { readRunId, type RunId } from '../../kernel/ids.ts';
import type { Engine } from '../engine.ts';
import { StoreTrouble } from '../store-trouble.ts';

/** A call that comes with a key, and wants to be the one that runs. */
export interface KeyClaim {
  readonly principal: string;
  /** Digests: neither is kept as it came. */
  readonly key: string;
  readonly arguments: string;
  readonly runId: RunId;
  /** The run that has the key and never started, or null. */
  readonly instead: string | null;
}

/** Whose key it is; `state` is that of its run, null for one of which nothing is recorded yet. */
export type ClaimedKey =
  | { readonly kind: 'ours' }
  | {
      readonly kind: 'taken';
      readonly runId: RunId;
      readonly owner: string;
      readonly state: string | null;
      readonly sameArguments: boolean;
    };

/** Claims a key for a run, where no other run of that principal has it: of all that claim it at once, in whatever process, one gets it. */
export async function claimKey(
  { db }: Engine,
  { principal, key, arguments: digest, runId, instead }: KeyClaim,
  { owner, at }: { readonly owner: string; readonly at: number },
): Promise<ClaimedKey> {
  const claim = { arguments: digest, run_id: runId, owner, created_at: at };
  return await db.transaction().execute(async (tx) => {
    const claimed = await tx
      .insertInto('idempotency_key')
      .values({ principal, key, ...claim })
      .onConflict((conflict) =>
        instead === null
          ? conflict.columns(['principal', 'key']).doNothing()
          : conflict
              .columns(['principal', 'key'])
              .doUpdateSet(claim)
              .where('idempotency_key.run_id', '=', instead),
      )
      .returning('run_id')
      .executeTakeFirst();
    if (claimed !== undefined) return { kind: 'ours' };
    const {
      run_id,
      owner: holder,
      arguments: theirs,
      state,
    } = await tx
      .selectFrom('idempotency_key')
      .leftJoin('run', 'run.id', 'idempotency_key.run_id')
      .where('idempotency_key.principal', '=', principal)
      .where('key', '=', key)
      .select(['run_id', 'idempotency_key.owner', 'arguments', 'state'])
      .executeTakeFirstOrThrow();
    const first = readRunId(run_id);
    if (first === null) throw new StoreTrouble('damaged');
    return { kind: 'taken', runId: first, owner: holder, state, sameArguments: theirs === digest };
  });
}
