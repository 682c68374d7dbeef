import type { SliceOutput } from '../../pipeline/ports.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Engine } from '../engine.ts';
import { StoreTrouble } from '../store-trouble.ts';

/** What the program of a slice printed. It throws where that is kept no more. */
export async function readSlice(
  { db }: Engine,
  blobs: Blobs,
  runId: string,
  position: number,
): Promise<SliceOutput> {
  const row = await db
    .selectFrom('slice')
    .where('run_id', '=', runId)
    .where('position', '=', position)
    .select(['stdout', 'stderr'])
    .executeTakeFirst();
  if (row === undefined) throw new StoreTrouble('damaged');
  const read = async (sha256: string | null): Promise<Uint8Array> => {
    if (sha256 === null) return new Uint8Array(0);
    const blob = await db.selectFrom('blob').selectAll().where('sha256', '=', sha256).executeTakeFirst();
    const bytes = blob === undefined || blob.pruned_at !== null ? null : await blobs.read(blob);
    if (bytes === null) throw new StoreTrouble('swapped');
    return bytes;
  };
  return { stdout: await read(row.stdout), stderr: await read(row.stderr) };
}
