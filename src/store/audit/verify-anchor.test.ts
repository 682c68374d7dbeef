import { expect, test } from 'vitest';
import { folder, tamper, written } from '../fixtures/lab.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import type { ChainReport } from './chain-report.ts';
import type { Head, JudgeSignature } from './checkpoint.ts';
import { verifyChain, type Proofs } from './verify-chain.ts';

test('a chain that has grown since its anchor was kept is intact', async () => {
  using where = folder();
  await written(where, 9);
  expect(against(where.file, anchorAt(where.file, 6))).toMatchObject({ intact: true, rows: 9 });
});

test('a tail that was cut off is found by the anchor, with the first missing record', async () => {
  using where = folder();
  await written(where, 9);
  const anchor = anchorAt(where.file, 9);
  tamper(where, 'delete from audit where seq > 7');
  expect(against(where.file, null)).toMatchObject({ intact: true, rows: 7 });
  expect(against(where.file, anchor)).toMatchObject({ intact: false, rows: 7, seq: 8, problem: 'cut_off' });
});

test('a good chain that is not the one of the anchor was written anew', async () => {
  using where = folder();
  await written(where, 9);
  const anchor = { seq: 5, hash: 'ab'.repeat(32) };
  expect(against(where.file, anchor)).toMatchObject({ intact: false, seq: 5, problem: 'rewritten' });
});

test('checkpoints that were there when the anchor was kept, and are no more, were taken out', async () => {
  using where = folder();
  await written(where, 9);
  const anchor = { ...anchorAt(where.file, 6), signed: 6 };
  const judge = () => 'valid' as const;
  expect(against(where.file, anchor, judge)).toMatchObject({ intact: false, seq: 6, problem: 'unsigned' });
  expect(against(where.file, { ...anchor, signed: 0 }, judge)).toMatchObject({ intact: true, signed: 0 });
  // Without a key nobody knows what was signed.
  expect(against(where.file, anchor)).toMatchObject({ intact: true });
});

function against(file: string, anchor: Proofs['anchor'], judge: JudgeSignature | null = null): ChainReport {
  using db = openDatabaseToRead(file);
  return verifyChain(db, { anchor: anchor ?? null, judge });
}

function anchorAt(file: string, seq: number): Head {
  using db = openDatabaseToRead(file);
  const hash = db.prepare('select lower(hex(hash)) as hash from audit where seq = ?').get(seq)?.['hash'];
  return { seq, hash: String(hash) };
}
