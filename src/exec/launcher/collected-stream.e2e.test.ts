import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { freshRunId } from '../fixtures/lab.ts';
import { collectStream } from './collected-stream.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-collect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Feeds copies, each with memory of its own as a read has, and waits as the launcher does, or not at all. */
async function collect(
  chunks: readonly Uint8Array[],
  { keep, bytes, waits }: { readonly keep: number; readonly bytes: number; readonly waits: boolean },
) {
  const runId = freshRunId();
  const stream = collectStream('stdout', keep, { folder, runId, bytes });
  for (const chunk of chunks) {
    const taken = stream.take(Buffer.from(Uint8Array.from(chunk).buffer));
    // oxlint-disable-next-line no-await-in-loop -- as a paused stream would
    if (waits) await taken;
  }
  const [spilled = null] = await stream.end();
  return { runId, spilled, captured: stream.captured() };
}

it('head, tail, count and file equal those of the whole stream, whatever the chunks and the bounds', async () => {
  const chunk = fc.uint8Array({ maxLength: 60 });
  // Bounds near zero, around what is printed, and beyond it.
  const bound = fc.oneof(fc.nat(3), fc.nat(400));
  await fc.assert(
    fc.asyncProperty(
      fc.array(chunk, { maxLength: 12 }),
      bound,
      bound.map((bytes) => bytes + 1),
      fc.boolean(),
      async (chunks, keep, bytes, waits) => {
        const whole = Buffer.concat(chunks);
        const { runId, spilled, captured } = await collect(chunks, { keep, bytes, waits });
        const isCut = whole.length > keep;
        const headBytes = isCut ? Math.ceil(keep / 2) : whole.length;
        expect(Buffer.from(captured.head)).toEqual(whole.subarray(0, headBytes));
        expect(Buffer.from(captured.tail)).toEqual(
          isCut ? whole.subarray(whole.length - (keep - headBytes)) : Buffer.alloc(0),
        );
        expect([captured.bytes, captured.truncated]).toEqual([whole.length, isCut]);
        const path = join(folder, `${runId}.stdout`);
        if (!isCut) {
          expect([spilled, readdirSync(folder)]).toEqual([null, []]);
          return;
        }
        const kept = whole.subarray(0, bytes);
        expect(spilled).toEqual({
          kind: 'kept',
          stream: 'stdout',
          path,
          bytes: kept.length,
          complete: whole.length <= bytes,
          sha256: sha256(kept),
        });
        expect(readFileSync(path)).toEqual(kept);
        rmSync(path);
      },
    ),
    { numRuns: 200 },
  );
});
