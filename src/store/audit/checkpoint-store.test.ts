import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder, open, tamper, written } from '../fixtures/lab.ts';
import { decisionFor, runIdOf } from '../fixtures/records.ts';
import { genesis, recordHash } from './record-hash.ts';

const broken = {
  ok: false,
  error: { message: 'The audit log cannot be signed: its chain is broken.' },
} as const;

test('the head is told, also behind one that is known, and there is none of an empty log', async () => {
  using where = folder();
  const store = await open(where);
  expect(await store.head(null)).toEqual({ ok: true, value: null });
  await store.decision(decisionFor(runIdOf(1)));
  const first = await store.head(null);
  if (!first.ok) throw new Error(first.error.message);
  expect(first.value).toMatchObject({ seq: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await store.head(first.value)).toEqual(first);
  await store.decision(decisionFor(runIdOf(2)));
  expect(await store.head(first.value)).toMatchObject({ ok: true, value: { seq: 2 } });
  await store.close();
});

test.each([
  ['was changed', `update audit set body = replace(body, 'allow', 'deny') where seq = 4`],
  ['was taken out', 'delete from audit where seq = 4'],
])('a head is not told to be signed when a record since the last one %s', async (_, sql) => {
  using where = folder();
  await written(where, 6);
  const store = await open(where);
  const known = await store.head(null);
  tamper(where, sql);
  expect(await store.head(null)).toMatchObject(broken);
  // What was signed is not looked at again: `audit verify` does that.
  expect(await store.head(known.ok ? known.value : null)).toEqual(known);
  await store.close();
});

test('an owner who writes a good chain anew while a server runs, or cuts its end off, does not have it signed', async () => {
  using where = folder();
  await written(where, 6);
  const store = await open(where);
  const known = await store.head(null);
  if (!known.ok) throw new Error(known.error.message);
  tamper(where, 'delete from audit where seq > 4');
  expect(await store.head(known.value)).toMatchObject(broken);
  {
    using db = new DatabaseSync(where.file);
    const insert = db.prepare('insert into audit values (?, 1, ?, ?, ?, ?, ?, ?)');
    db.exec('delete from audit');
    let prev = genesis;
    for (let seq = 1; seq <= 9; seq += 1) {
      const record = { seq, at: 1, kind: 'decision', principal: 'mallory', runId: 'r-x', body: '{}', prev };
      prev = recordHash(record);
      insert.run(seq, 'decision', 'mallory', 'r-x', '{}', record.prev, prev);
    }
  }
  expect(await store.head(known.value)).toMatchObject(broken);
  expect(await store.head(null)).toMatchObject({ ok: true, value: { seq: 9 } });
  await store.close();
});
