import { createHash } from 'node:crypto';
import { unlink, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { errnoOf } from './child-ending.ts';
import { openArtifact, type ArtifactPlace, type OpenArtifact, type StreamName } from './open-artifact.ts';
import type { Spilled } from './spilled.ts';

/** A stream on its way to a file. */
export interface Spill {
  /**
   * Writes what comes next, as far as there is room. Resolves, and never rejects, when the bytes are no longer needed; whoever
   * does not wait for that makes them wait in memory. Null where nothing more is written.
   */
  readonly write: (bytes: Uint8Array) => Promise<void> | null;
  /** Closes the file, and tells what became of it; `total` is the length of the whole stream. */
  readonly end: (total: number) => Promise<Spilled>;
}

/**
 * Starts to write a stream to a file, up to the bound. It writes beside the event loop, for a slow disk must not keep the launcher
 * from ending other runs. What cannot be finished is taken away: on a full disk, the audit log needs that space before any call.
 */
export function startSpill(place: ArtifactPlace, stream: StreamName): Spill {
  const hash = createHash('sha256');
  let opened: OpenArtifact | null = null;
  let errno: string | null = null;
  let taken = 0;

  const attempt = async (step: () => Promise<void>): Promise<void> => {
    if (errno !== null) return;
    try {
      await step();
    } catch (error) {
      errno = errnoOf(error);
    }
  };

  let turn = attempt(async () => {
    opened = await openArtifact(place, stream);
  });

  const discard = async (): Promise<void> => {
    if (opened === null) return;
    await opened.file.close().catch(() => undefined);
    await unlink(opened.path).catch(() => undefined);
  };

  return {
    write: (bytes) => {
      const part = bytes.subarray(0, place.bytes - taken);
      if (part.byteLength === 0 || errno !== null) return null;
      taken += part.byteLength;
      turn = turn.then(() =>
        attempt(async () => {
          if (opened !== null) await writeAll(opened.file, part);
          hash.update(part);
        }),
      );
      return turn;
    },
    end: async (total) => {
      const finished = turn
        .then(() => attempt(async () => await opened?.file.close()))
        .then(() => 'finished');
      const patience = new AbortController();
      const tooLong = wait(longestEndMs, 'too long', { signal: patience.signal }).catch(() => 'too long');
      const how = await Promise.race([finished, tooLong]);
      patience.abort();
      if (how === 'too long') errno = 'ETIMEDOUT';
      if (errno === null && opened !== null) {
        const { path } = opened;
        const sha256 = hash.digest('hex');
        return { kind: 'kept', stream, path, bytes: taken, complete: taken === total, sha256 };
      }
      // A write that hangs is not waited for; its file goes when it is done.
      const gone = finished.then(discard);
      if (how !== 'too long') await gone;
      return { kind: 'lost', stream, errno: errno ?? 'unknown' };
    },
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    // oxlint-disable-next-line no-await-in-loop -- what the disk did not take is written next
    const { bytesWritten } = await file.write(bytes, at);
    at += bytesWritten;
  }
}

/** How long the end of a run waits for a disk. */
const longestEndMs = 2_000;
