import type { Config } from '../config/schema.ts';
import type { PublicKey, SigningKey } from '../host/ed25519.ts';
import type { Logger } from '../host/logger.ts';
import type { Clock } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AuditLog } from '../pipeline/ports.ts';
import { checkpointText, type Head } from '../store/audit/checkpoint.ts';
import type { Store } from '../store/store.ts';
import { signedBy } from './signed-by.ts';

interface Signing {
  readonly store: Pick<Store, 'newestCheckpoint' | 'head' | 'checkpoint'>;
  /** Asked for at the first checkpoint; the error is a sentence. */
  readonly key: () => Result<SigningKey, string>;
  readonly settings: () => Config['audit'];
  readonly clock: Pick<Clock, 'after' | 'wallMs'>;
  readonly logger: Pick<Logger, 'log'>;
}

/** Signs heads of the chain as it grows. */
export interface Checkpoints {
  /** The same audit log; what is recorded in it counts towards the next checkpoint. */
  readonly over: (audit: AuditLog) => AuditLog;
  /** Signs what is not signed yet, and stops. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Signs the chain's head after as many records or seconds as the settings say, and echoes each to the log: an anchor elsewhere. What
 * was written anew since the last one that was signed is not signed, so that nobody has it proven to be genuine.
 */
export function createCheckpoints({ store, key, settings, clock, logger }: Signing): Checkpoints {
  let newest = 0;
  let signed: Head | null = null;
  let failing = false;
  let cancel: (() => void) | null = null;
  let signing: Promise<void> | null = null;

  const failed = (why: string): void => {
    failing = true;
    logger.log('error', 'audit.unsigned', { why });
  };
  const signHead = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    failing = false;
    const signer = key();
    if (!signer.ok) return failed(signer.error);
    const since = signed === null ? await lastSigned(store, signer.value.publicKey) : ok(signed);
    if (!since.ok) return failed(since.error);
    signed = since.value;
    const head = await store.head(signed);
    if (!head.ok) return failed(head.error.message);
    if (head.value === null || head.value.seq <= (signed?.seq ?? 0)) return;
    const unsigned = { ...head.value, at: clock.wallMs() };
    const signature = Buffer.from(signer.value.sign(checkpointText(unsigned))).toString('base64');
    const checkpoint = { ...unsigned, keyId: signer.value.publicKey.id, signature };
    const kept = await store.checkpoint(checkpoint);
    if (!kept.ok) failed(kept.error.message);
    const { keyId: key_id, ...anchor } = checkpoint;
    // Also where the database did not take it: the log is the better place of the two.
    logger.log('info', 'audit.checkpoint', { ...anchor, key_id });
    signed = head.value;
  };
  const sign = (): Promise<void> => {
    signing ??= signHead().finally(() => {
      signing = null;
    });
    return signing;
  };
  const count = (seq: number): void => {
    newest = Math.max(newest, seq);
    const { checkpoint_records: most, checkpoint_sec: sec } = settings();
    // What fails is tried again when the time is up, and not at every record.
    if (newest - (signed?.seq ?? 0) >= most && !failing) void sign();
    else cancel ??= clock.after(sec * 1000, () => void sign());
  };
  const counted = async <T extends { readonly seq: number }>(
    recording: Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const recorded = await recording;
    if (recorded.ok) count(recorded.value.seq);
    return recorded;
  };
  return {
    over: (audit) => ({
      decision: (record) => counted(audit.decision(record)),
      outcome: (record) => counted(audit.outcome(record)),
    }),
    close: async () => {
      await signing;
      if (newest > (signed?.seq ?? 0)) await sign();
      cancel?.();
    },
  };
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
