import { expect, test } from 'vitest';
import { newKeyPair, readSigningKey } from '../host/ed25519.ts';
import { err, ok } from '../kernel/result.ts';
import { checkpointText } from '../store/audit/checkpoint.ts';
import { segmentText, type CutSegment, type SignedSegment } from '../store/segments/segment.ts';
import { pruneAudit } from './prune-audit.ts';

const key = readSigningKey(newKeyPair().privatePem);
if (!key.ok) throw new Error(key.error);
const { publicKey, sign } = key.value;
const signed = (text: string): string => Buffer.from(sign(text)).toString('base64');
const wanted = { before: 1, folder: '/nowhere' };

/** The segment of three records that begins there, under a checkpoint with that signature. */
function cutAt(first: number, signature?: string): CutSegment {
  const [last, hash] = [first + 2, `${first}`.repeat(64)];
  const point = { seq: last, hash, at: 1 };
  return {
    segment: {
      first_seq: first,
      last_seq: last,
      first_prev: '0'.repeat(64),
      last_hash: hash,
      pruned_at: 1,
      file: `${first}.zst`,
      sha256: 'ab'.repeat(32),
    },
    proof: { ...point, keyId: publicKey.id, signature: signature ?? signed(checkpointText(point)) },
  };
}

function storeOf(cuts: readonly CutSegment[]) {
  const dropped: SignedSegment[] = [];
  return {
    dropped,
    store: {
      cutSegment: async () => ok(cuts[dropped.length] ?? null),
      dropSegment: async (segment: SignedSegment) => {
        dropped.push(segment);
        return ok(null);
      },
    },
  };
}

test('segments leave one after the other, each signed, until none is old enough', async () => {
  const { dropped, store } = storeOf([cutAt(1), cutAt(4)]);
  expect(await pruneAudit(store, () => key, wanted)).toEqual(ok(dropped));
  expect(dropped.map(({ first_seq: first }) => first)).toEqual([1, 4]);
  for (const segment of dropped)
    expect(publicKey.verifies(segmentText(segment), Buffer.from(segment.signature, 'base64'))).toBe(true);
});

test('records under a checkpoint that somebody has made up are neither signed nor taken out', async () => {
  const { dropped, store } = storeOf([cutAt(1), cutAt(4, 'AAAA')]);
  expect(await pruneAudit(store, () => key, wanted)).toMatchObject({
    ok: false,
    error: { message: 'The audit log cannot be pruned: its chain is broken.' },
  });
  expect(dropped).toHaveLength(1);
});

test('nothing leaves without a key', async () => {
  const { dropped, store } = storeOf([cutAt(1)]);
  expect(await pruneAudit(store, () => err('The key is gone.'), wanted)).toMatchObject({
    ok: false,
    error: { code: 'config.invalid', message: 'The key is gone.' },
  });
  expect(dropped).toEqual([]);
});
