import type { PublicKey, SigningKey } from '../host/ed25519.ts';
import type { Clock } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { checkpointText, type Checkpoint, type Head } from '../store/audit/checkpoint.ts';
import type { Store } from '../store/store.ts';
import { signedBy } from './signed-by.ts';

/** What a head is signed with. */
export interface HeadSigning {
  readonly store: Pick<Store, 'newestCheckpoint' | 'head' | 'checkpoint'>;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** A head that was signed, and whether the database keeps it. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  readonly kept: Result<null>;
}

/**
 * Signs the head of the chain; null where none has come since the one that was signed before, which is looked up where nobody knows it.
 * What was written anew since then is not signed, so that nobody has it proven to be genuine. The error is a sentence.
 */
export async function signHead(
  { store, clock }: HeadSigning,
  { publicKey, sign }: SigningKey,
  known: Head | null = null,
): Promise<Result<SignedHead | null, string>> {
  const since = known === null ? await lastSigned(store, publicKey) : ok(known);
  if (!since.ok) return since;
  const head = await store.head(since.value);
  if (!head.ok) return err(head.error.message);
  if (head.value === null || head.value.seq <= (since.value?.seq ?? 0)) return ok(null);
  const unsigned = { ...head.value, at: clock.wallMs() };
  const signature = Buffer.from(sign(checkpointText(unsigned))).toString('base64');
  const checkpoint = { ...unsigned, keyId: publicKey.id, signature };
  return ok({ checkpoint, kept: await store.checkpoint(checkpoint) });
}

/** The newest head that this key has signed already; null where there is none. */
async function lastSigned(
  store: Pick<Store, 'newestCheckpoint'>,
  key: PublicKey,
): Promise<Result<Head | null, string>> {
  const found = await store.newestCheckpoint(key.id);
  if (!found.ok) return err(found.error.message);
  if (found.value === null || signedBy(key, found.value)) return ok(found.value);
  return err(
    `The checkpoint at record ${found.value.seq} was not signed with its key: somebody has made it up.`,
  );
}
