import { expect, test } from 'vitest';
import { folder, open, type Folder } from '../fixtures/lab.ts';
import { decisionFor, runIdOf } from '../fixtures/records.ts';
import { openStore } from '../open-store.ts';
import { openAuditReader } from './audit-reader.ts';
import type { AuditRow } from './audit-row.ts';
import type { AuditReader } from './reader.ts';

async function readerOf({ file }: Folder): Promise<AuditReader> {
  const reader = await openAuditReader({ path: file });
  if (!reader.ok) throw new Error(reader.error.message);
  return reader.value;
}

test('the records of a span are found in their order, also where the clock was set back between them', async () => {
  using where = folder();
  const times = [100, 400, 200, 300, 500];
  let now = 0;
  const store = await openStore({ path: where.file, owner: 'a test' }, { wallMs: () => now });
  if (!store.ok) throw new Error(store.error.message);
  for (const [index, at] of times.entries()) {
    now = at;
    await store.value.decision(decisionFor(runIdOf(index)));
  }
  await store.value.close();
  const reader = await readerOf(where);
  const found = async (from: number, to: number): Promise<readonly number[]> =>
    (await rowsOf(reader, from, to)).map(({ seq }) => seq);
  expect(await found(200, 400)).toEqual([2, 3, 4]);
  expect(await found(0, Number.MAX_SAFE_INTEGER)).toEqual([1, 2, 3, 4, 5]);
  expect(await found(501, 900)).toEqual([]);
  reader.close();
});

test('a slice and a run that was interrupted are about the tool that was decided on', async () => {
  using where = folder();
  const store = await open(where, 'a server');
  const runId = runIdOf(1);
  const slice = { position: 1, of: 2, target: '10.0.0.0/24', returncode: 0, complete: true, seconds: 1 };
  await store.decision(decisionFor(runId, { tool: 'nmap' }));
  await store.slices.begin({ runId, resumes: null, input: {}, argv: [], slices: ['a', 'b'], taken: 0 });
  await store.slices.keep({ runId, ...slice, outputs: [] });
  await store.interrupt('a server');
  await store.close();
  const reader = await readerOf(where);
  const rows = await rowsOf(reader, 0, Number.MAX_SAFE_INTEGER);
  const found = await Promise.all(rows.map(async (row) => [row.kind, await reader.toolOf(row)]));
  expect(found).toEqual([
    ['decision', 'nmap'],
    ['outcome', 'nmap'],
    ['outcome', 'nmap'],
  ]);
  reader.close();
});

async function rowsOf(reader: AuditReader, from: number, to: number): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const row of reader.within({ from, to })) rows.push(row);
  return rows;
}
