import type { SigningKey } from '../host/ed25519.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { segmentText, type SignedSegment, type WantedSegment } from '../store/segments/segment.ts';
import type { Store } from '../store/store.ts';

/**
 * Moves the oldest records out of the database, a signed segment at a time, until none is left that is old enough. What has left
 * stays left, whatever becomes of the rest.
 */
export async function pruneAudit(
  store: Pick<Store, 'cutSegment' | 'dropSegment'>,
  key: () => Result<SigningKey, string>,
  wanted: WantedSegment,
): Promise<Result<readonly SignedSegment[]>> {
  const signer = key();
  if (!signer.ok) return err(failure('config.invalid', signer.error, { field: 'audit.key_file' }));
  const { publicKey, sign } = signer.value;
  const left: SignedSegment[] = [];
  for (;;) {
    const cut = await store.cutSegment(wanted);
    if (!cut.ok) return cut;
    if (cut.value === null) return ok(left);
    const signature = Buffer.from(sign(segmentText(cut.value))).toString('base64');
    const segment = { ...cut.value, key_id: publicKey.id, signature };
    const dropped = await store.dropSegment(segment);
    if (!dropped.ok) return dropped;
    left.push(segment);
  }
}
