import type { Captured } from '../../pipeline/ports.ts';
import { createCapture } from './capture.ts';
import type { ArtifactPlace, StreamName } from './open-artifact.ts';
import { release } from './release.ts';
import { startSpill, type Spill } from './spill.ts';
import type { Spilled } from './spilled.ts';

/** All that is collected of one stream of a run: both ends in memory, and a file where they are not all. */
export interface CollectedStream {
  /** Takes a chunk for good. Where it is on its way to the disk, the promise tells when the next one is welcome. */
  readonly take: (chunk: Buffer) => Promise<void> | null;
  readonly captured: () => Captured;
  /** Ends the file, if one was begun. */
  readonly end: () => Promise<readonly Spilled[]>;
}

/**
 * Collects a stream. A file is begun with the first byte that is not kept in memory, and holds the stream from its start: what is
 * short is in memory whole, comes back with the end of the run, and costs no file.
 */
export function collectStream(
  stream: StreamName,
  keep: number,
  place: ArtifactPlace | null,
): CollectedStream {
  const capture = createCapture(keep);
  let spill: Spill | null = null;
  let bytes = 0;

  const beginSpill = (at: ArtifactPlace): Spill => {
    const begun = startSpill(at, stream);
    // Nothing was let go so far: all of it is in the head.
    void begun.write(capture.captured().head);
    return begun;
  };

  return {
    take: (chunk) => {
      if (place !== null && spill === null && bytes + chunk.byteLength > keep) spill = beginSpill(place);
      bytes += chunk.byteLength;
      capture.write(chunk);
      const writing = spill?.write(chunk) ?? null;
      if (writing === null) release(chunk);
      return writing?.then(() => release(chunk)) ?? null;
    },
    captured: capture.captured,
    end: async () => (spill === null ? [] : [await spill.end(bytes)]),
  };
}
