import type { SigningKey } from '../host/ed25519.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { segmentText, type SignedSegment, type WantedSegment } from '../store/segments/segment.ts';
import { StoreTrouble, unavailable } from '../store/store-trouble.ts';
import type { Store } from '../store/store.ts';
import { signedBy } from './signed-by.ts';

/**
 * Moves the oldest records out of the database, a signed segment at a time, until none is left that is old enough. What has left
 * stays left, whatever becomes of the rest.
 */
export async function pruneAudit(
  store: Pick<Store, 'cutSegment' | 'dropSegment'>,
  key: () => Result<SigningKey, string>,
  wanted: Omit<WantedSegment, 'keyId'>,
): Promise<Result<readonly SignedSegment[]>> {
  const signer = key();
  if (!signer.ok) return err(failure('config.invalid', signer.error, { field: 'audit.key_file' }));
  const { publicKey, sign } = signer.value;
  const left: SignedSegment[] = [];
  for (;;) {
    const cut = await store.cutSegment({ ...wanted, keyId: publicKey.id });
    if (!cut.ok) return cut;
    if (cut.value === null) return ok(left);
    const { segment: unsigned, proof } = cut.value;
    // Whoever could write the database may have written its oldest records anew: they are not to be signed, nor to leave.
    if (!signedBy(publicKey, proof))
      return err(unavailable('The audit log cannot be pruned', new StoreTrouble('broken')));
    const signature = Buffer.from(sign(segmentText(unsigned))).toString('base64');
    const segment = { ...unsigned, key_id: publicKey.id, signature };
    const dropped = await store.dropSegment(segment);
    if (!dropped.ok) return dropped;
    left.push(segment);
  }
}
