import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { folder, open, type Folder } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { openAuditReader } from './audit-reader.ts';
import { verifyOutputs } from './verify-outputs.ts';

/** Records two runs: the first printed a line, the second what needs a file. */
async function recorded(where: Folder): Promise<void> {
  const store = await open(where);
  const large = randomBytes(100_000).toString('base64');
  for (const [run, said] of [
    [1, 'open'],
    [2, large],
  ] as const) {
    await store.decision(decisionFor(runIdOf(run)));
    await store.outcome(outcomeFor(runIdOf(run), said));
  }
  await store.close();
}

async function verified(where: Folder) {
  const reader = await openAuditReader(where.file);
  if (!reader.ok) throw new Error(reader.error.message);
  const store = await open(where);
  const rows = reader.value.within({ from: 0, to: Number.MAX_SAFE_INTEGER });
  const report = await verifyOutputs(rows, store);
  await store.close();
  reader.value.close();
  return report;
}

function act(where: Folder, sql: string, ...values: readonly (string | Uint8Array)[]): void {
  using db = new DatabaseSync(where.file);
  db.exec('pragma foreign_keys = off');
  db.prepare(sql).run(...values);
}

const stdoutOf = (where: Folder, run: number): string => {
  using db = new DatabaseSync(where.file);
  const select = db.prepare(`select sha256 from run_output where name = 'stdout' and run_id = ?`);
  return String(select.get(runIdOf(run))?.['sha256']);
};

test('what is kept is what was recorded, in the database and in files', async () => {
  using where = folder();
  await recorded(where);
  expect(await verified(where)).toEqual({ intact: true, contents: 4 });
});

test('a swapped artifact is found, with the record that it contradicts', async () => {
  using where = folder();
  await recorded(where);
  act(where, 'update blob set body = ? where sha256 = ?', zstdCompressSync('closed'), stdoutOf(where, 1));
  expect(await verified(where)).toMatchObject({
    intact: false,
    seq: 2,
    run_id: runIdOf(1),
    message: expect.stringMatching(/^stdout of run r-\S+ was changed: .*\(record 2\)$/),
  });
});

test('a swapped file is found, and one that is gone', async () => {
  using where = folder();
  await recorded(where);
  const sha256 = stdoutOf(where, 2);
  const file = join(dirname(where.file), 'blobs', sha256.slice(0, 2), `${sha256}.zst`);
  expect(readdirSync(dirname(file))).toHaveLength(1);
  writeFileSync(file, zstdCompressSync('closed'));
  expect(await verified(where)).toMatchObject({ intact: false, seq: 4 });
  rmSync(file);
  expect(await verified(where)).toMatchObject({ intact: false, seq: 4 });
});

test('another good content in its place is found, and one that was taken out', async () => {
  using where = folder();
  await recorded(where);
  const other = stdoutOf(where, 2);
  act(where, `update run_output set sha256 = ? where name = 'stdout' and run_id = ?`, other, runIdOf(1));
  expect(await verified(where)).toMatchObject({
    seq: 2,
    message: `stdout of run ${runIdOf(1)} is not the one that was recorded. (record 2)`,
  });
  act(where, `delete from run_output where name = 'stdout' and run_id = ?`, runIdOf(1));
  expect(await verified(where)).toMatchObject({ seq: 2, message: expect.stringContaining('was taken out') });
});

test('what was removed for its age contradicts nothing', async () => {
  using where = folder();
  await recorded(where);
  act(where, 'update blob set body = null, pruned_at = 1 where sha256 = ?', stdoutOf(where, 1));
  act(where, 'delete from run where id = ?', runIdOf(2));
  act(where, 'delete from run_output where run_id = ?', runIdOf(2));
  expect(await verified(where)).toEqual({ intact: true, contents: 1 });
});
