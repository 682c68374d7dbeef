import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folder } from '../fixtures/lab.ts';
import { createBlobs } from './blobs.ts';

const contentOf = (bytes: Uint8Array) => ({ kind: 'bytes', bytes }) as const;

test('whatever bytes are taken in come back to the byte, with their number and digest', async () => {
  using where = folder();
  const blobs = createBlobs(join(where.path, 'blobs'), 64);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const stored = await blobs.put(contentOf(bytes));
      expect(stored.bytes).toBe(bytes.length);
      expect(Buffer.from((await blobs.read(stored)) ?? []).equals(bytes)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a small content needs no file; a large one has one, for its owner alone, under its digest', async () => {
  using where = folder();
  const root = join(where.path, 'blobs');
  const blobs = createBlobs(root, 1000);
  const small = await blobs.put(contentOf(Buffer.from('x'.repeat(50_000))));
  expect([small.body === null, existsSync(root)]).toEqual([false, false]);
  const large = await blobs.put(contentOf(randomBytes(5000)));
  const path = join(root, large.sha256.slice(0, 2), `${large.sha256}.zst`);
  expect([large.body, statSync(path).mode & 0o777, statSync(path).size]).toEqual([
    null,
    0o600,
    large.storedBytes,
  ]);
  expect(readdirSync(root)).toEqual([large.sha256.slice(0, 2)]);
});

test.each([
  ['compresses to little', 'line\n'.repeat(100_000), false],
  ['does not', randomBytes(300_000).toString('base64'), true],
])('a file that %s is taken in as a stream, and left where it is', async (_, text, inFile) => {
  using where = folder();
  const blobs = createBlobs(join(where.path, 'blobs'), 65_536);
  const path = join(where.path, 'printed');
  writeFileSync(path, text);
  const stored = await blobs.put({ kind: 'file', path });
  expect(stored).toMatchObject({ bytes: text.length });
  expect(stored.body === null).toBe(inFile);
  expect(Buffer.from((await blobs.read(stored)) ?? []).toString()).toBe(text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('what is not what was taken in is not handed out', async () => {
  using where = folder();
  const blobs = createBlobs(where.path, 65_536);
  const [one, other] = [
    await blobs.put(contentOf(Buffer.from('one'))),
    await blobs.put(contentOf(Buffer.from('two'))),
  ];
  expect(await blobs.read({ ...one, body: other.body })).toBeNull();
  // No more is unpacked than was packed.
  const bomb = await blobs.put(contentOf(new Uint8Array(1_000_000)));
  await expect(blobs.read({ ...one, body: bomb.body })).rejects.toThrow('larger');
});
