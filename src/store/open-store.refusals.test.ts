import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { openAuditReader } from './audit/audit-reader.ts';
import { folder, open, verify, written, type Folder } from './fixtures/lab.ts';
import { decisionFor, runIdOf } from './fixtures/records.ts';
import { openStore } from './open-store.ts';

const decision = decisionFor(runIdOf(1));
const opening = (where: Folder) => openStore({ path: where.file, owner: 'a test' }, manualClock());
const refusal = (why: string) => ({
  ok: false,
  error: { code: 'store.unavailable', message: expect.stringContaining(why) },
});

test('a folder that may not be written is store.unavailable, and nothing is made in it', async () => {
  using where = folder();
  mkdirSync(`${where.path}/data`, { mode: 0o500 });
  expect(await asStranger(where, () => opening(where))).toMatchObject(refusal('may not be written'));
  expect(existsSync(where.file)).toBe(false);
});

test('a log that may not be written is store.unavailable when it is opened', async () => {
  using where = folder();
  await written(where, 1);
  chmodSync(where.file, 0o400);
  expect(await asStranger(where, () => opening(where))).toMatchObject(refusal('may not be written'));
});

test('a path that leads through a file is refused with the path and the way out', async () => {
  using where = folder();
  writeFileSync(`${where.path}/data`, '');
  const opened = await opening(where);
  expect(opened).toMatchObject(refusal(where.file));
  expect(opened.ok || opened.error.next[0]).toContain('database.url');
});

test('a file that is no database is left as it is', async () => {
  using where = folder();
  mkdirSync(`${where.path}/data`);
  writeFileSync(where.file, 'the accounts of 1923\n'.repeat(99));
  expect(await opening(where)).toMatchObject(refusal('is no SQLite database'));
});

test('a database of another program is left as it is', async () => {
  using where = folder();
  mkdirSync(`${where.path}/data`);
  const other = new DatabaseSync(where.file);
  other.exec('create table recipes (name text)');
  expect(await opening(where)).toMatchObject(refusal('a database of another program'));
  expect(await openAuditReader({ path: where.file })).toMatchObject(refusal('a database of another program'));
  expect(other.prepare('select count(*) as tables from sqlite_schema').get()).toEqual({ tables: 1 });
  expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'delete' });
  other.close();
});

test('a log that a newer version has written is left to that version', async () => {
  using where = folder();
  await written(where, 1);
  const newer = new DatabaseSync(where.file);
  newer.exec('pragma user_version = 99');
  newer.close();
  expect(await opening(where)).toMatchObject(refusal('a newer bailiwick'));
  expect(await openAuditReader({ path: where.file })).toMatchObject(refusal('a newer bailiwick'));
});

test.each([
  ['deleted', (path: string) => rmSync(path)],
  ['robbed of its write-ahead file', (path: string) => rmSync(`${path}-wal`)],
  ['moved away', (path: string) => renameSync(path, `${path}.old`)],
  [
    'replaced',
    (path: string) => {
      renameSync(path, `${path}.old`);
      writeFileSync(path, '');
    },
  ],
])('a log that is %s while it is in use takes no more records, instead of losing them', async (_, change) => {
  using where = folder();
  const store = await open(where);
  expect([(await store.decision(decision)).ok, await store.writable()]).toEqual([true, true]);
  change(where.file);
  expect(await store.decision(decision)).toMatchObject(refusal('moved, replaced or deleted'));
  expect(await store.writable()).toBe(false);
  await store.close();
});

test('a lock that outlives the patience of the log is store.unavailable, and the log recovers by itself', async () => {
  using where = folder();
  await written(where, 1);
  const opened = await openStore({ path: where.file, owner: 'a test', waitMs: 100 }, manualClock());
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const shell = new DatabaseSync(where.file);
  shell.exec('begin immediate');
  expect(await store.decision(decision)).toMatchObject(refusal('kept it locked for too long'));
  expect(await store.writable()).toBe(false);
  const began = performance.now();
  const refused = await Promise.all(Array.from({ length: 10 }, () => store.decision(decision)));
  expect(refused.every(({ ok }) => !ok)).toBe(true);
  // Calls stand in line for the one connection, so only the first of them waited.
  expect(performance.now() - began).toBeLessThan(90);
  shell.close();
  expect(await store.writable()).toBe(true);
  expect(await store.decision(decision)).toEqual({ ok: true, value: { seq: 2 } });
  await store.close();
});

test('a closed log takes no records and says so', async () => {
  using where = folder();
  const store = await open(where);
  await store.close();
  await store.close();
  expect(await store.decision(decision)).toMatchObject(refusal('it has been closed'));
  const { ok: read } = await store.runs({ limit: 1 });
  expect([read, await store.writable()]).toEqual([false, false]);
});

test('a log whose chain somebody has broken still takes records, and the break stays where it is', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decision);
  const shell = new DatabaseSync(where.file);
  shell.exec(
    `drop trigger audit_insert; insert into audit select 9, at, kind, principal, run_id, body, prev, x'00' from audit`,
  );
  shell.close();
  expect((await store.decision(decision)).ok).toBe(true);
  expect(await verify(where)).toMatchObject({ intact: false, seq: 2, problem: 'gap' });
  await store.close();
});

test('a log whose newest hash is no hash takes no record, and takes the next one once it is mended', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decision);
  const shell = new DatabaseSync(where.file);
  shell.exec(`create table copy as select seq, at, kind, principal, run_id, body, prev, 'none' as hash from audit;
    drop table audit; alter table copy rename to audit`);
  expect(await store.decision(decision)).toMatchObject(refusal('the file is damaged'));
  shell.exec('delete from audit');
  shell.close();
  expect(await store.decision(decision)).toEqual({ ok: true, value: { seq: 1 } });
  await store.close();
});

test('a folder that other users may write is reported', async () => {
  using where = folder();
  const store = await open(where);
  expect(await store.exposure()).toBeNull();
  for (const mode of [0o770, 0o702]) {
    chmodSync(`${where.path}/data`, mode);
    expect(await store.exposure()).toContain(`(mode ${mode.toString(8)}): they could replace the audit log`);
  }
  await store.close();
});

/** Acts as a user without root's rights; whoever runs the tests without them is one already. */
async function asStranger<T>(where: Folder, action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return await action();
  const nobody = 65_534;
  for (const path of [where.path, `${where.path}/data`, where.file])
    if (existsSync(path)) chownSync(path, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
