import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines, type InputLine } from './read-lines.ts';

async function linesOf(chunks: readonly Uint8Array[], limit = 1000): Promise<InputLine[]> {
  const lines: InputLine[] = [];
  for await (const batch of readLines(source(chunks), limit)) lines.push(...batch);
  return lines;
}

async function* source(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const line = (text: string): InputLine => ({ kind: 'line', text });

describe('readLines', () => {
  it('gives the same lines wherever the stream is cut, also inside a character', async () => {
    const text = 'first ✔\n\nthird\r\nlast';
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat({ max: bytes.length })), async (cuts) => {
        const ends = [...cuts, bytes.length].toSorted((a, b) => a - b);
        const chunks = ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
        expect(await linesOf(chunks)).toEqual(['first ✔', '', 'third\r', 'last'].map(line));
      }),
    );
  });

  it('marks a line that is too long and reads the next one', async () => {
    const chunks = [Buffer.from('x'.repeat(8)), Buffer.from('x'.repeat(8)), Buffer.from('\nnext\n')];
    expect(await linesOf(chunks, 10)).toEqual([{ kind: 'too_long' }, line('next')]);
  });

  it('keeps a line of exactly the limit', async () => {
    expect(await linesOf([Buffer.from(`${'x'.repeat(10)}\n`)], 10)).toEqual([line('x'.repeat(10))]);
  });

  it('gives a batch for each chunk, so that a pipe is answered before it ends', async () => {
    const batches: InputLine[][] = [];
    for await (const batch of readLines(source([Buffer.from('a\nb\n'), Buffer.from('c\n')]), 10))
      batches.push(batch);
    expect(batches).toEqual([[line('a'), line('b')], [line('c')]]);
  });

  it('drops a byte-order mark and gives nothing for an empty stream', async () => {
    expect(await linesOf([Buffer.from('\uFEFF{}\n')])).toEqual([line('{}')]);
    expect(await linesOf([])).toEqual([]);
  });
});
