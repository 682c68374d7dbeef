import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder, open, verify } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { openStore } from '../open-store.ts';
import { databaseFacts } from '../read-facts.ts';
import { backUp } from './back-up.ts';

const run = runIdOf(1);
const said = randomBytes(80_000).toString('hex');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('a database in use is copied with its contents, and the copy is a store', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run));
  await store.outcome(outcomeFor(run, said));
  const to = join(where.path, 'backup', 'audit.db');
  mkdirSync(dirname(to));
  expect(await backUp(where.file, to)).toEqual({ ok: true, value: { copied: 2, missing: 0 } });
  await store.decision(decisionFor(runIdOf(2)));
  await store.close();
  expect(modeOf(to)).toBe(0o600);
  const again = join(where.path, 'backup', 'later.db');
  expect(await backUp(where.file, again)).toEqual({ ok: true, value: { copied: 0, missing: 0 } });

  rmSync(dirname(where.file), { recursive: true });
  const copy = await openStore({ path: to, owner: 'a test' }, { wallMs: Date.now });
  if (!copy.ok) throw new Error(copy.error.message);
  const output = await copy.value.output({ runId: run, name: 'stdout' });
  expect(output.ok && Buffer.from(output.value?.bytes ?? []).equals(Buffer.from(said))).toBe(true);
  await copy.value.close();
  expect(await verify({ ...where, file: to })).toMatchObject({ intact: true, rows: 2 });
  expect(await verify({ ...where, file: again })).toMatchObject({ intact: true, rows: 3 });
});

test('it overwrites nothing, stays out of the data folder, and leaves no half of a backup', async () => {
  using where = folder();
  await (await open(where)).close();
  const there = join(where.path, 'there');
  writeFileSync(there, 'mine');
  expect(await backUp(where.file, there)).toMatchObject({
    ok: false,
    error: { code: 'input.invalid', message: expect.stringContaining('is there already') },
  });
  expect(statSync(there).size).toBe(4);
  expect(await backUp(where.file, join(dirname(where.file), 'copy.db'))).toMatchObject({
    error: { message: expect.stringContaining('in the data folder') },
  });
  expect(await backUp(where.file, join(where.path, 'no', 'such', 'folder.db'))).toMatchObject({
    error: { code: 'store.unavailable' },
  });
  const broken = join(where.path, 'broken', 'audit.db');
  mkdirSync(dirname(broken));
  writeFileSync(broken, 'no database'.repeat(1000));
  expect(await backUp(broken, join(where.path, 'copy.db'))).toMatchObject({ ok: false });
  expect(existsSync(join(where.path, 'copy.db'))).toBe(false);
});

test('the facts are those of the files and the tables', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run));
  await store.outcome(outcomeFor(run, said));
  const facts = await databaseFacts({ path: where.file });
  expect(facts).toMatchObject({
    ok: true,
    value: { pending: [], records: 2, runs: 1, contents: 2, contentFiles: 2 },
  });
  expect(facts.ok && [facts.value.version, facts.value.walBytes > 0, facts.value.applied[0]]).toEqual([
    facts.ok ? facts.value.newestVersion : 0,
    true,
    '0001_audit',
  ]);
  await store.close();
  expect(readdirSync(dirname(where.file)).toSorted()).toEqual(['audit.db', 'blobs']);
});

test('a database of the first version says what it waits for, and has no runs', async () => {
  using where = folder();
  mkdirSync(dirname(where.file));
  const db = new DatabaseSync(where.file);
  db.exec(
    'create table audit (seq integer primary key); insert into audit values (1); pragma user_version = 1',
  );
  db.close();
  const facts = await databaseFacts({ path: where.file });
  expect(facts).toMatchObject({
    ok: true,
    value: { version: 1, records: 1, runs: 0, applied: ['0001_audit'] },
  });
  expect(facts.ok && facts.value.pending[0]).toBe('0002_runs');
  const to = join(where.path, 'old.db');
  expect(await backUp(where.file, to)).toEqual({ ok: true, value: { copied: 0, missing: 0 } });
});
