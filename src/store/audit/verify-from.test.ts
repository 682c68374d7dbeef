import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder, tamper, written } from '../fixtures/lab.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import { verifyChain, type Proofs } from './verify-chain.ts';

const verified = (file: string, proofs: Proofs) => {
  using db = openDatabaseToRead(file);
  return verifyChain(db, proofs);
};

function hashAt(file: string, seq: number): string {
  using db = openDatabaseToRead(file);
  return String(db.prepare('select lower(hex(hash)) as hash from audit where seq = ?').get(seq)?.['hash']);
}

test('from behind the end on nothing is looked at, and the head is that of the records that are there', async () => {
  using where = folder();
  await written(where, 9);
  const head = hashAt(where.file, 9);
  for (const from of [10, 11, 1_000_000])
    expect(verified(where.file, { from })).toMatchObject({ intact: true, rows: 9, head });
});

test('an end that was cut off is missed also where nobody looks before it', async () => {
  using where = folder();
  await written(where, 9);
  const anchor = { seq: 9, hash: hashAt(where.file, 9) };
  tamper(where, 'delete from audit where seq > 5');
  for (const from of [1, 5, 8, 20])
    expect(verified(where.file, { anchor, from })).toMatchObject({
      intact: false,
      seq: 6,
      problem: 'cut_off',
    });
});

test('an anchor before the first record that is looked at is compared all the same', async () => {
  using where = folder();
  await written(where, 9);
  expect(verified(where.file, { from: 5, anchor: { seq: 3, hash: hashAt(where.file, 3) } })).toMatchObject({
    intact: true,
    rows: 9,
  });
  const anchor = { seq: 3, hash: 'ab'.repeat(32) };
  expect(verified(where.file, { from: 5, anchor })).toMatchObject({
    intact: false,
    seq: 3,
    problem: 'rewritten',
  });
});

test.each([
  ['4.5', 5, 'signed_otherwise'],
  [`'not a number'`, 10, 'cut_off'],
])('a checkpoint at %s does not hide those behind it', async (seq, named, problem) => {
  using where = folder();
  await written(where, 9);
  {
    using db = new DatabaseSync(where.file);
    const hash = hashAt(where.file, 9);
    db.exec(`insert into audit_checkpoint (seq, key_id, hash, at, signature)
      values (9, 'ours', '${hash}', 1, ''), (${seq}, 'ours', '${hash}', 1, '')`);
  }
  expect(verified(where.file, {})).toMatchObject({ intact: false, seq: named, problem });
});
