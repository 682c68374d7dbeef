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
  const reader = await openAuditReader({ path: where.file });
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
  expect(await verified(where)).toEqual({ intact: true, contents: 4, absent: 0 });
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

test.each([
  [`tool = 'nmap'`, 'tool', 1],
  [`principal = 'mallory'`, 'principal', 1],
  [`client = null`, 'client', 1],
  [`channel = 'http'`, 'channel', 1],
  [`state = 'refused'`, 'state', 2],
  [`summary = 'nothing'`, 'summary', 2],
  [`code = 'scope.denied'`, 'code', 2],
])('a run of which somebody has the list tell %s is found', async (change, fact, seq) => {
  using where = folder();
  await recorded(where);
  act(where, `update run set ${change} where id = ?`, runIdOf(1));
  expect(await verified(where)).toMatchObject({
    intact: false,
    seq,
    message: `The ${fact} of run ${runIdOf(1)} is not the one that was recorded. (record ${seq})`,
  });
});

test('a run in slices that was interrupted, one that was refused and one that goes on contradict nothing', async () => {
  using where = folder();
  const store = await open(where, 'a server');
  const slice = { position: 1, of: 2, target: 'a', returncode: 0, complete: true, seconds: 1, outputs: [] };
  await store.decision(decisionFor(runIdOf(1)));
  const sliced = { resumes: null, input: {}, argv: [], slices: ['a', 'b'], taken: 0 };
  await store.slices.begin({ runId: runIdOf(1), ...sliced });
  await store.slices.keep({ runId: runIdOf(1), ...slice });
  await store.interrupt('a server');
  await store.decision(decisionFor(runIdOf(2), { target: null, decision: 'deny', code: 'scope.denied' }));
  await store.decision(decisionFor(runIdOf(3)));
  await store.decision(decisionFor(runIdOf(3), { target: 'a hop' }));
  await store.decision(decisionFor(runIdOf(4), { dryRun: true }));
  await store.close();
  expect(await verified(where)).toEqual({ intact: true, contents: 0, absent: 0 });
});

test('each slice of a run is held to its own record, and what is in none was put in', async () => {
  using where = folder();
  const store = await open(where);
  const runId = runIdOf(1);
  const printed = (name: string) =>
    [{ name, content: { kind: 'bytes', bytes: Buffer.from(name) }, complete: true }] as const;
  const slice = { runId, of: 3, target: 'a', returncode: 0, complete: true, seconds: 1 };
  await store.decision(decisionFor(runId));
  await store.slices.begin({ runId, resumes: null, input: {}, argv: [], slices: ['a', 'b', 'c'], taken: 0 });
  await store.slices.keep({ ...slice, position: 1, outputs: printed('stdout') });
  await store.slices.keep({ ...slice, position: 2, outputs: printed('2.stdout') });
  await store.outcome({ ...outcomeFor(runId, 'x'), outputs: printed('3.stdout') });
  await store.close();
  expect(await verified(where)).toEqual({ intact: true, contents: 4, absent: 0 });
  const other = stdoutOf(where, 1);
  act(where, `insert into run_output values (?, '4.stdout', ?, 1)`, runId, other);
  expect(await verified(where)).toMatchObject({
    seq: 4,
    message: expect.stringContaining('4.stdout of run'),
  });
  act(where, `delete from run_output where name = '4.stdout'`);
  act(where, `update run_output set sha256 = ? where name = '2.stdout'`, other);
  expect(await verified(where)).toMatchObject({
    seq: 3,
    message: expect.stringContaining('2.stdout of run'),
  });
});

test('what was removed for its age contradicts nothing, and is counted', async () => {
  using where = folder();
  await recorded(where);
  act(where, 'update blob set body = null, pruned_at = 1 where sha256 = ?', stdoutOf(where, 1));
  act(where, 'delete from run where id = ?', runIdOf(2));
  act(where, 'delete from run_output where run_id = ?', runIdOf(2));
  expect(await verified(where)).toEqual({ intact: true, contents: 1, absent: 3 });
});
