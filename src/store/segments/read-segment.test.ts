import { generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openAuditReader } from '../audit/audit-reader.ts';
import { checkpointText } from '../audit/checkpoint.ts';
import type { AuditReader } from '../audit/reader.ts';
import { folder } from '../fixtures/lab.ts';
import { decisionFor, runIdOf } from '../fixtures/records.ts';
import { openStore } from '../open-store.ts';
import { segmentText } from './segment.ts';

// Nine records, a day apart; those up to 3 and to 6 have left in two segments. Made once, read by all.
const dayMs = 86_400_000;
const { privateKey } = generateKeyPairSync('ed25519');
const signed = (text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64');
const where = folder();
const archive = join(where.path, 'archive');
await makeLog();
const reader = await open(archive);
const files = readdirSync(archive).toSorted();
const [firstFile = '', secondFile = ''] = files;
const bytesOf = (file: string): Buffer => readFileSync(join(archive, file));
const whole = bytesOf(secondFile);
afterAll(() => {
  reader.close();
  where[Symbol.dispose]();
});

const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

test('what has left is read before what is left, as if it were one log', async () => {
  expect(await seqsOf(reader, always)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await seqsOf(reader, { from: 5 * dayMs, to: 7 * dayMs })).toEqual([5, 6, 7]);
  expect(await reader.absent(always)).toEqual({ ok: true, value: [] });
  expect(await reader.verifySegments()).toEqual({ ok: true, value: { intact: true, rows: 6, absent: [] } });
});

test('segments that are not there are named, but those of other times', async () => {
  const elsewhere = await open(join(where.path, 'nowhere'));
  const absentAt = async (from: number, to: number) => {
    const absent = await elsewhere.absent({ from, to });
    return absent.ok && absent.value.map(({ file }) => file);
  };
  expect(await absentAt(0, Number.MAX_SAFE_INTEGER)).toEqual(files);
  expect(await absentAt(0, dayMs)).toEqual([firstFile]);
  expect(await absentAt(5.5 * dayMs, 6 * dayMs)).toEqual([secondFile]);
  expect(await absentAt(9 * dayMs, 9 * dayMs)).toEqual([]);
  expect(await seqsOf(elsewhere, always)).toEqual([7, 8, 9, 10, 11]);
  expect(await elsewhere.verifySegments()).toEqual({
    ok: true,
    value: { intact: true, rows: 0, absent: files },
  });
  elsewhere.close();
});

test('a record that was changed in a file, taken out or put in is named', async () => {
  const lines = zstdDecompressSync(whole).toString().trimEnd().split('\n');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2 }),
      fc.constantFrom('change', 'remove', 'double'),
      async (at, how) => {
        const line = lines[at] ?? '';
        const changed = {
          change: [line.replace('local', 'mallory')],
          remove: [],
          double: [line, line],
        }[how];
        put(
          secondFile,
          zstdCompressSync([...lines.slice(0, at), ...changed, ...lines.slice(at + 1), ''].join('\n')),
        );
        const named = how === 'double' && at < 2 ? at + 5 : at + 4;
        expect(await reader.verifySegments()).toMatchObject({
          ok: true,
          value: { intact: false, seq: Math.min(named, 6), file: secondFile },
        });
      },
    ),
    { numRuns: 20 },
  );
  put(secondFile, whole);
});

test('a file with a flipped bit anywhere, or cut off anywhere, is not the one that was signed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.integer({ min: 0, max: 7 }),
      fc.boolean(),
      async (at, bit, cut) => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        put(secondFile, cut ? whole.subarray(0, at) : bytes);
        expect(await reader.verifySegments()).toMatchObject({ value: { intact: false, file: secondFile } });
        await expect(seqsOf(reader, always)).rejects.toThrow('is not the one that was signed');
      },
    ),
    { numRuns: 60 },
  );
  put(secondFile, whole);
});

test('a file that stands in the place of another is found out', async () => {
  put(secondFile, bytesOf(firstFile));
  expect(await reader.verifySegments()).toMatchObject({ value: { intact: false, seq: 4 } });
  put(secondFile, whole);
});

function put(file: string, bytes: Uint8Array): void {
  rmSync(join(archive, file));
  writeFileSync(join(archive, file), bytes);
}

async function seqsOf(from: AuditReader, span: typeof always): Promise<readonly number[]> {
  const seqs: number[] = [];
  for await (const { seq } of from.within(span)) seqs.push(seq);
  return seqs;
}

async function open(from: string): Promise<AuditReader> {
  const opened = await openAuditReader({ path: where.file }, from);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

async function makeLog(): Promise<void> {
  let now = 0;
  const opened = await openStore({ path: where.file, owner: 'a test' }, { wallMs: () => now });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  for (let seq = 1; seq <= 9; seq += 1) {
    now = seq * dayMs;
    await store.decision(decisionFor(runIdOf(seq)));
    const head = await store.head(null);
    if (seq % 3 > 0 || !head.ok || head.value === null) continue;
    const point = { ...head.value, at: now };
    await store.checkpoint({ ...point, keyId: 'ours', signature: signed(checkpointText(point)) });
  }
  for (const before of [4 * dayMs, 7 * dayMs]) {
    const cut = await store.cutSegment({ before, folder: archive, keyId: 'ours' });
    if (!cut.ok || cut.value === null) throw new Error('nothing was cut');
    const { segment } = cut.value;
    await store.dropSegment({ ...segment, key_id: 'ours', signature: signed(segmentText(segment)) });
  }
  await store.close();
}
