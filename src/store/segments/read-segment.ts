import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { AuditRow } from '../audit/audit-row.ts';
import { recordHash } from '../audit/record-hash.ts';
import { readFields } from '../audit/stored-fields.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Segment } from './segment.ts';

/** Where the file of a segment lies; null where it is not in that folder. */
export function fileIn(folder: string | null, { file }: Pick<Segment, 'file'>): string | null {
  // The name comes from a database that somebody may have changed.
  const path = folder === null ? null : join(folder, basename(file));
  return path !== null && existsSync(path) ? path : null;
}

/**
 * Reads the records of a segment out of its file, each after it was found to follow the one before it, in memory that does not grow;
 * it throws `unsegmented` before the first that does not, or at the end of a file that is not the one that was signed.
 */
export async function* readSegment(file: string, segment: Segment): AsyncGenerator<AuditRow> {
  let seq = segment.first_seq;
  let prev = segment.first_prev;
  const sha = createHash('sha256');
  for await (const line of linesIn(file, sha)) {
    const row = rowIn(line);
    if (row === null || row.seq !== seq || hex(row.prev) !== prev || hex(recordHash(row)) !== hex(row.hash))
      throw new StoreTrouble('unsegmented');
    yield row;
    seq += 1;
    prev = hex(row.hash);
  }
  const whole = seq === segment.last_seq + 1 && prev === segment.last_hash;
  if (!whole || sha.digest('hex') !== segment.sha256) throw new StoreTrouble('unsegmented');
}

async function* linesIn(path: string, sha: Hash): AsyncGenerator<string> {
  const text = createZstdDecompress();
  // What fails in it is thrown where its end is read.
  pipeline(
    createReadStream(path),
    (chunks) => hashed(chunks, sha),
    text,
    () => undefined,
  );
  const utf8 = new TextDecoder();
  let rest = '';
  try {
    const chunks: AsyncIterable<Uint8Array> = text;
    for await (const chunk of chunks) {
      const [first = '', ...others] = utf8.decode(chunk, { stream: true }).split('\n');
      const lines = [rest + first, ...others];
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (thrown) {
    // Whatever zstd finds wrong with it.
    throw thrown instanceof StoreTrouble ? thrown : new StoreTrouble('unsegmented');
  }
  if (rest !== '') yield rest;
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, sha: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    sha.update(chunk);
    yield chunk;
  }
}

function rowIn(line: string): AuditRow | null {
  const { seq, at, kind, principal, run_id: runId, body, prev, hash } = readFields(line);
  if (typeof seq !== 'number' || typeof at !== 'number' || typeof kind !== 'string') return null;
  if (typeof principal !== 'string' || typeof runId !== 'string' || typeof body !== 'string') return null;
  if (typeof prev !== 'string' || typeof hash !== 'string') return null;
  return {
    seq,
    at,
    kind,
    principal,
    runId,
    body,
    prev: Buffer.from(prev, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
