import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder, tamper, verify, written } from '../fixtures/lab.ts';
import { genesis, recordHash } from './record-hash.ts';

test('a chain that nobody touched is intact, and its head is the hash of its newest record', async () => {
  using where = folder();
  await written(where, 9);
  const newest = new DatabaseSync(where.file);
  const head = newest.prepare('select lower(hex(hash)) as hash from audit where seq = 9').get()?.['hash'];
  newest.close();
  expect(await verify(where)).toEqual({ intact: true, rows: 9, head, signed: null, pruned: 0 });
});

test('an empty log is intact', async () => {
  using where = folder();
  await written(where, 0);
  expect(await verify(where)).toEqual({
    intact: true,
    rows: 0,
    head: '00'.repeat(32),
    signed: null,
    pruned: 0,
  });
});

test.each([
  [
    'a word of a body is changed',
    `update audit set body = replace(body, 'allow', 'deny') where seq = 4`,
    4,
    'hash_mismatch',
  ],
  ['a time is changed', 'update audit set at = at + 1 where seq = 1', 1, 'hash_mismatch'],
  ['a principal is changed', `update audit set principal = 'root' where seq = 9`, 9, 'hash_mismatch'],
  ['a hash is changed', 'update audit set hash = zeroblob(32) where seq = 6', 6, 'hash_mismatch'],
  ['a record is deleted', 'delete from audit where seq = 5', 5, 'gap'],
  ['the first record is deleted', 'delete from audit where seq = 1', 1, 'gap'],
  [
    'the gap is closed',
    'delete from audit where seq = 5; update audit set seq = seq - 1 where seq > 5',
    5,
    'broken_link',
  ],
  [
    'two bodies are exchanged',
    `create temp table kept as select seq, body from audit;
    update audit set body = (select body from kept where kept.seq = 7 - audit.seq) where seq in (3, 4)`,
    3,
    'hash_mismatch',
  ],
  [
    'two records are exchanged',
    `update audit set seq = -3 where seq = 3; update audit set seq = 3 where seq = 4;
    update audit set seq = 4 where seq = -3`,
    3,
    'broken_link',
  ],
  ['a record is put before the first', insertAs(0), 0, 'gap'],
  ['a record is put at the end', insertAs(10), 10, 'broken_link'],
  ['a number is left out', insertAs(11), 10, 'gap'],
  ['the table is rebuilt with a number where text belongs', rebuilt('7 as body'), 1, 'malformed'],
  [
    'the table is rebuilt with a number that is too large',
    rebuilt('body', '9007199254740993 as at'),
    1,
    'malformed',
  ],
])('%s: found, with the right record', async (_, sql, seq, problem) => {
  using where = folder();
  await written(where, 9);
  tamper(where, sql);
  expect(await verify(where)).toMatchObject({ intact: false, rows: Math.max(0, seq - 1), seq, problem });
});

test('a forged record with a good hash of its own is found where the chain goes on after it', async () => {
  using where = folder();
  await written(where, 9);
  const forged = {
    seq: 1,
    at: 0,
    kind: 'decision',
    principal: 'local',
    runId: 'r',
    body: '{}',
    prev: genesis,
  };
  tamper(
    where,
    'update audit set at = ?, run_id = ?, body = ?, hash = ? where seq = 1',
    0,
    'r',
    '{}',
    recordHash(forged),
  );
  expect(await verify(where)).toMatchObject({ intact: false, seq: 2, problem: 'broken_link' });
});

function insertAs(seq: number): string {
  return `insert into audit select ${seq}, at, kind, principal, run_id, body, prev, hash from audit where seq = 9`;
}

function rebuilt(body: string, at = 'at'): string {
  return `create table copy as select seq, ${at}, kind, principal, run_id, ${body}, prev, hash from audit;
    drop table audit; alter table copy rename to audit`;
}
