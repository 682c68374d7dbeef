import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createZstdCompress, zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib';
import type { Content } from '../../pipeline/ports.ts';
import { removeOldFile, sweepFiles } from './sweep-files.ts';

/** Content that is kept, under the SHA-256 of its bytes in hexadecimal. */
export interface StoredBlob {
  readonly sha256: string;
  readonly bytes: number;
  readonly storedBytes: number;
  /** Compressed by zstd; null where it stands in a file of the folder. */
  readonly body: Uint8Array | null;
}

/** Keeps contents compressed: small ones in the database, where they cost no file, larger ones in files beside it. */
export interface Blobs {
  /** Takes a content in; its file, where it needs one, is on the disk when this settles. It throws what the system throws. */
  readonly put: (content: Content) => Promise<StoredBlob>;
  /** Its bytes, checked; null where they are not those that were taken in. */
  readonly read: (blob: Omit<StoredBlob, 'storedBytes'>) => Promise<Uint8Array | null>;
  /** Removes the files of contents that are kept no more; `now` is milliseconds since the Unix epoch. */
  readonly remove: (digests: readonly string[], now: number) => Promise<void>;
  /** Removes what lies in the folder and is of no content that is kept. */
  readonly sweep: (
    kept: (digests: readonly string[]) => Promise<ReadonlySet<string>>,
    now: number,
  ) => Promise<void>;
}

/** Keeps the files in `folder`, which is made when the first is; bodies in the database are `inlineBytes` at most. */
export function createBlobs(folder: string, inlineBytes: number): Blobs {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), `${sha256}.zst`);

  const keep = async (sha256: string, bytes: number, packed: string): Promise<StoredBlob> => {
    const { size: storedBytes } = await stat(packed);
    if (storedBytes <= inlineBytes) {
      const body = await readFile(packed);
      await rm(packed);
      return { sha256, bytes, storedBytes, body };
    }
    const path = pathOf(sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(packed, path);
    await syncFolder(dirname(path));
    return { sha256, bytes, storedBytes, body: null };
  };
  const fresh = async (): Promise<FileHandle & { readonly packed: string }> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const packed = join(folder, `new-${crypto.randomUUID()}`);
    return Object.assign(await open(packed, 'wx', 0o600), { packed });
  };

  return {
    put: async (content) => {
      if (content.kind === 'file') {
        const file = await fresh();
        const { sha256, bytes } = await pack(content.path, file);
        return await keep(sha256, bytes, file.packed);
      }
      const body = await compress(content.bytes);
      const sha256 = hex(content.bytes);
      const bytes = content.bytes.length;
      if (body.length <= inlineBytes) return { sha256, bytes, storedBytes: body.length, body };
      const file = await fresh();
      await file.writeFile(body);
      await file.sync();
      await file.close();
      return await keep(sha256, bytes, file.packed);
    },
    read: async ({ sha256, bytes, body }) => {
      const packed = body ?? (await readFile(pathOf(sha256)));
      const unpacked = await decompress(packed, { maxOutputLength: Math.max(bytes, 1) });
      return hex(unpacked) === sha256 ? unpacked : null;
    },
    remove: async (digests, now) => {
      for (const sha256 of digests) await removeOldFile(pathOf(sha256), now - recordingMs);
    },
    sweep: (kept, now) => sweepFiles(folder, kept, now - recordingMs),
  };
}

/** Compresses a file into another, which is on the disk then, and closes it. */
async function pack(
  from: string,
  to: FileHandle,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const sha = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform: (chunk: Uint8Array, _, next) => {
      sha.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
  });
  await pipeline(
    createReadStream(from),
    counting,
    createZstdCompress(level),
    to.createWriteStream({ flush: true }),
  );
  return { sha256: sha.digest('hex'), bytes };
}

/** A name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Longer than any record takes from the first byte of its content to its commit. */
const recordingMs = 600_000;

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A small content is compressed at once, in 30 µs: each compression that is under way weighs a megabyte and more, and V8, which is
 * told of that, went through the whole heap after every dozen of calls.
 */
const compress = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.length <= smallBytes ? zstdCompressSync(bytes, level) : await compressAside(bytes, level);

const smallBytes = 65_536;

const compressAside = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** 17 times smaller for what scanners print, at half a gigabyte a second. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
