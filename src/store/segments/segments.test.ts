import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkpointText, type JudgeSignature } from '../audit/checkpoint.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { folder, open, tamper, type Folder } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import type { Store } from '../store.ts';
import { segmentText, type Segment } from './segment.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const signed = (text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64');
const judge: JudgeSignature = ({ text, signature }) =>
  verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')) ? 'valid' : 'forged';

/** A log of nine records with checkpoints at 3, 6 and 9. */
async function log(where: Folder): Promise<Store> {
  const store = await open(where);
  for (let seq = 1; seq <= 9; seq += 1) {
    await store.decision(decisionFor(runIdOf(seq)));
    const head = await store.head(null);
    if (seq % 3 > 0 || !head.ok || head.value === null) continue;
    const point = { ...head.value, at: 1 };
    await store.checkpoint({ ...point, keyId: 'ours', signature: signed(checkpointText(point)) });
  }
  return store;
}

const archiveOf = (where: Folder): string => join(where.path, 'archive');
const to = (where: Folder) => ({ folder: archiveOf(where), keyId: 'ours' });

async function cut(store: Store, where: Folder, before = Number.MAX_SAFE_INTEGER): Promise<Segment> {
  const found = await store.cutSegment({ before, ...to(where) });
  if (!found.ok || found.value === null) throw new Error('nothing was cut');
  return found.value.segment;
}

const drop = (store: Store, segment: Segment, signature = signed(segmentText(segment))) =>
  store.dropSegment({ ...segment, key_id: 'ours', signature });

function verified({ file }: Folder, from = 1) {
  using db = openDatabaseToRead(file);
  return verifyChain(db, { judge, from });
}

function seqs({ file }: Folder): readonly number[] {
  using db = new DatabaseSync(file);
  return db
    .prepare('select seq from audit order by seq')
    .all()
    .map(({ seq }) => Number(seq));
}

test('a whole segment leaves up to the newest checkpoint but the newest record, and the rest is intact', async () => {
  using where = folder();
  const store = await log(where);
  const segment = await cut(store, where);
  expect(segment).toMatchObject({ first_seq: 1, last_seq: 6, first_prev: '00'.repeat(32) });
  expect(seqs(where)).toHaveLength(9);
  expect(await drop(store, segment)).toEqual({ ok: true, value: null });
  expect(seqs(where)).toEqual([7, 8, 9, 10]);
  expect(verified(where)).toMatchObject({ intact: true, rows: 10, signed: 9, pruned: 6 });
  await store.close();
});

test('its file holds every byte of its records, and is the one that was signed', async () => {
  using where = folder();
  const store = await log(where);
  const { file, sha256, last_hash } = await cut(store, where);
  const bytes = readFileSync(join(archiveOf(where), file));
  expect(file).toBe('audit-000000000001-000000000006.ndjson.zst');
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const lines = zstdDecompressSync(bytes).toString('utf8').trim().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(records[5].hash).toBe(last_hash);
  expect(records[4].hash).toBe(records[5].prev);
  await store.close();
});

test('the pruning is a record of its own, and the next segment follows this one', async () => {
  using where = folder();
  const store = await log(where);
  const first = await cut(store, where);
  await drop(store, first);
  for (const run of [20, 21]) await store.decision(decisionFor(runIdOf(run)));
  const second = await cut(store, where);
  expect(second).toMatchObject({ first_seq: 7, last_seq: 9, first_prev: first.last_hash });
  await drop(store, second);
  expect(verified(where)).toMatchObject({ intact: true, pruned: 9 });
  using db = new DatabaseSync(where.file);
  const record = db.prepare(`select body from audit where kind = 'prune' and seq = 10`).get();
  expect(JSON.parse(String(record?.['body']))).toMatchObject({
    first_seq: 1,
    last_seq: 6,
    sha256: first.sha256,
  });
  await store.close();
});

test('nothing leaves that is too young, or of which the chain is broken', async () => {
  using where = folder();
  const store = await log(where);
  const young = await store.cutSegment({ before: 1, ...to(where) });
  expect(young).toEqual({ ok: true, value: null });
  tamper(where, `update audit set body = replace(body, 'allow', 'deny') where seq = 2`);
  expect(await store.cutSegment({ before: Number.MAX_SAFE_INTEGER, ...to(where) })).toMatchObject({
    ok: false,
    error: { message: 'The audit log cannot be pruned: its chain is broken.' },
  });
  expect(existsSync(join(archiveOf(where), 'audit-000000000001-000000000006.ndjson.zst'))).toBe(false);
  await store.close();
});

test('an outcome whose decision has left is still of whoever asked', async () => {
  using where = folder();
  const store = await log(where);
  await drop(store, await cut(store, where));
  await store.outcome(outcomeFor(runIdOf(1), 'x'));
  using db = new DatabaseSync(where.file);
  expect(db.prepare(`select principal from audit where kind = 'outcome'`).get()).toEqual({
    principal: 'local',
  });
  expect(verified(where)).toMatchObject({ intact: true, rows: 11 });
  await store.close();
});

test('what no segment covers cannot be deleted, and a segment is dropped once', async () => {
  using where = folder();
  const store = await log(where);
  const segment = await cut(store, where);
  await drop(store, segment);
  expect(await drop(store, segment)).toMatchObject({ ok: false });
  using db = new DatabaseSync(where.file);
  expect(() => db.exec('delete from audit where seq = 7')).toThrow('append-only');
  expect(() => db.exec('delete from audit_segment')).toThrow('append-only');
  await store.close();
});

test('records that were taken out without a key, or under a segment that follows nothing, are missed', async () => {
  using where = folder();
  const store = await log(where);
  const segment = await cut(store, where);
  await drop(store, segment, 'AAAA');
  expect(verified(where)).toMatchObject({ intact: false, seq: 1, problem: 'forged_segment' });
  await store.close();
  {
    using db = new DatabaseSync(where.file);
    db.exec('drop trigger audit_segment_update; update audit_segment set first_seq = 2');
  }
  expect(verified(where)).toMatchObject({ intact: false, seq: 1, problem: 'bad_segment' });
});

test('the record that tells of a segment cannot be cut off with the end of the log', async () => {
  using where = folder();
  const store = await log(where);
  await drop(store, await cut(store, where));
  await store.decision(decisionFor(runIdOf(20)));
  await store.close();
  for (const from of [1, 9, 11]) expect(verified(where, from)).toMatchObject({ intact: true, rows: 11 });
  tamper(where, 'delete from audit where seq >= 10');
  for (const from of [1, 9])
    expect(verified(where, from)).toMatchObject({ intact: false, seq: 10, problem: 'unrecorded_segment' });
});
