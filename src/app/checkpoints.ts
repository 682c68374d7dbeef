import type { Config } from '../config/schema.ts';
import type { SigningKey } from '../host/ed25519.ts';
import type { Logger } from '../host/logger.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Result } from '../kernel/result.ts';
import type { AuditLog } from '../pipeline/ports.ts';
import type { Head } from '../store/audit/checkpoint.ts';
import { signHead, type HeadSigning } from './sign-head.ts';

interface Signing extends HeadSigning {
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
  /** Signs what is not signed yet. */
  readonly sign: () => Promise<void>;
  /** Signs what is not signed yet, and stops. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Signs the chain's head after as many records or seconds as the settings say, and echoes each to the log: an anchor elsewhere. */
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
  const signNow = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    failing = false;
    const signer = key();
    if (!signer.ok) return failed(signer.error);
    const made = await signHead({ store, clock }, signer.value, signed);
    if (!made.ok) return failed(made.error);
    if (made.value === null) return;
    const { checkpoint, kept } = made.value;
    if (!kept.ok) failed(kept.error.message);
    const { keyId: key_id, ...anchor } = checkpoint;
    // Also where the database did not take it: the log is the better place of the two.
    logger.log('info', 'audit.checkpoint', { ...anchor, key_id });
    signed = checkpoint;
  };
  const sign = (): Promise<void> => {
    signing ??= signNow().finally(() => {
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
    sign,
    close: async () => {
      await signing;
      if (newest > (signed?.seq ?? 0)) await sign();
      cancel?.();
    },
  };
}
