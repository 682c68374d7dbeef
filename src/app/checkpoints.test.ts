import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { err, ok } from '../kernel/result.ts';
import type { DecisionRecord } from '../pipeline/ports.ts';
import { checkpointText, type Checkpoint } from '../store/audit/checkpoint.ts';
import { decisionFor, runIdOf } from '../store/fixtures/records.ts';
import { unavailable } from '../store/store-trouble.ts';
import { createCheckpoints } from './checkpoints.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const signer = {
  publicKey: {
    id: 'sha256:ab',
    verifies: (text: string, signature: Uint8Array) => verify(null, Buffer.from(text), publicKey, signature),
  },
  sign: (text: string) => sign(null, Buffer.from(text), privateKey),
};

interface Lab {
  readonly works?: boolean;
  readonly keeps?: boolean;
  readonly known?: Checkpoint | null;
}

function lab({ works = true, keeps = true, known = null }: Lab = {}) {
  const kept: Checkpoint[] = [];
  const lines: (readonly [event: string, facts: unknown])[] = [];
  const clock = manualClock();
  let seq = 0;
  const checkpoints = createCheckpoints({
    store: {
      newestCheckpoint: async () => ok(known),
      head: async () => ok(seq === 0 ? null : { seq, hash: 'ab'.repeat(32) }),
      checkpoint: async (checkpoint) => {
        if (!keeps) return err(unavailable('A checkpoint could not be written', new Error('disk')));
        kept.push(checkpoint);
        return ok(null);
      },
    },
    key: () => (works ? ok(signer) : err('The key is gone.')),
    settings: () => configSchema.parse({ version: 1, audit: { checkpoint_records: 3 } }).audit,
    clock,
    logger: { log: (_, event, facts) => void lines.push([event, facts]) },
  });
  const audit = checkpoints.over({
    decision: async () => ok({ seq: (seq += 1) }),
    outcome: async () => ok({ seq: (seq += 1), notes: [] }),
  });
  const record: DecisionRecord = decisionFor(runIdOf(1));
  return { kept, lines, clock, checkpoints, write: () => audit.decision(record) };
}

test('a head is signed after as many records as the settings say, kept, and echoed to the log', async () => {
  const { kept, lines, write } = lab();
  await write();
  await write();
  await turn();
  expect(kept).toEqual([]);
  await write();
  await turn();
  const [checkpoint] = kept;
  expect(checkpoint).toMatchObject({ seq: 3, hash: 'ab'.repeat(32), keyId: 'sha256:ab' });
  const text = Buffer.from(checkpointText(checkpoint ?? { seq: 0, hash: '', at: 0 }));
  expect(verify(null, text, publicKey, Buffer.from(checkpoint?.signature ?? '', 'base64'))).toBe(true);
  const { keyId: key_id, ...anchor } = checkpoint ?? { keyId: '' };
  expect(lines).toEqual([['audit.checkpoint', { ...anchor, key_id }]]);
});

test('fewer records are signed after a minute, once, and nothing where nothing is new', async () => {
  const { kept, clock, write } = lab();
  await write();
  clock.advance(59_999);
  await turn();
  expect(kept).toEqual([]);
  clock.advance(1);
  await turn();
  clock.advance(120_000);
  await turn();
  expect(kept.map(({ seq }) => seq)).toEqual([1]);
});

test('the end of a process signs what is not signed yet', async () => {
  const { kept, checkpoints, write } = lab();
  await checkpoints.close();
  await write();
  await checkpoints.close();
  await checkpoints.close();
  expect(kept.map(({ seq }) => seq)).toEqual([1]);
});

test('a key that is gone is told in the log, and records are taken all the same', async () => {
  const { kept, lines, checkpoints, write } = lab({ works: false });
  expect((await write()).ok).toBe(true);
  await checkpoints.close();
  expect([kept, lines]).toEqual([[], [['audit.unsigned', { why: 'The key is gone.' }]]]);
});

test('an anchor is in the log also where the database takes none', async () => {
  const { lines, checkpoints, write } = lab({ keeps: false });
  await write();
  await checkpoints.close();
  expect(lines.map(([event]) => event)).toEqual(['audit.unsigned', 'audit.checkpoint']);
});

test('nothing is signed behind a checkpoint that somebody has made up', async () => {
  const known = { seq: 1, hash: 'cd'.repeat(32), at: 1, keyId: 'sha256:ab', signature: 'AAAA' };
  const { kept, lines, checkpoints, write } = lab({ known });
  await write();
  await write();
  await checkpoints.close();
  expect([kept, lines]).toEqual([
    [],
    [
      [
        'audit.unsigned',
        { why: 'The checkpoint at record 1 was not signed with its key: somebody has made it up.' },
      ],
    ],
  ]);
});

test('what a process signs goes on where it, or one before it, has signed last', async () => {
  const unsigned = { seq: 2, hash: 'ab'.repeat(32), at: 1 };
  const signature = Buffer.from(signer.sign(checkpointText(unsigned))).toString('base64');
  const { kept, checkpoints, write } = lab({ known: { ...unsigned, keyId: 'sha256:ab', signature } });
  await write();
  await write();
  await checkpoints.close();
  expect(kept).toEqual([]);
  await write();
  await checkpoints.close();
  expect(kept.map(({ seq }) => seq)).toEqual([3]);
});
