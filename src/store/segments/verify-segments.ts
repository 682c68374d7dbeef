import { StoreTrouble } from '../store-trouble.ts';
import { fileIn, readSegment } from './read-segment.ts';
import type { Segment } from './segment.ts';

/** Whether the files of segments are those that were signed. */
export type SegmentsReport =
  | {
      readonly intact: true;
      /** The records that were read. */
      readonly rows: number;
      /** The files that are not there, which proves nothing and contradicts nothing. */
      readonly absent: readonly string[];
    }
  | {
      readonly intact: false;
      /** The first record that is not what it was. */
      readonly seq: number;
      readonly file: string;
      /** One sentence for a person. */
      readonly message: string;
    };

/** Reads the file of each segment to its end. The segments have been found to follow each other, and to be signed. */
export async function verifySegments(
  folder: string | null,
  segments: readonly Segment[],
): Promise<SegmentsReport> {
  const absent: string[] = [];
  let rows = 0;
  for (const segment of segments) {
    const file = fileIn(folder, segment);
    if (file === null) absent.push(segment.file);
    else {
      const good = await recordsIn(file, segment);
      if ('broken' in good) return changed(segment, good.broken);
      rows += good.rows;
    }
  }
  return { intact: true, rows, absent };
}

async function recordsIn(
  file: string,
  segment: Segment,
): Promise<{ readonly rows: number } | { readonly broken: number }> {
  let seq = segment.first_seq;
  try {
    for await (const row of readSegment(file, segment)) seq = row.seq + 1;
    return { rows: seq - segment.first_seq };
  } catch (thrown) {
    if (thrown instanceof StoreTrouble) return { broken: Math.min(seq, segment.last_seq) };
    throw thrown;
  }
}

const changed = ({ file }: Segment, seq: number): SegmentsReport => ({
  intact: false,
  seq,
  file,
  message: `Record ${seq} in ${file} is not the one that was signed, or the file was changed behind it.`,
});
