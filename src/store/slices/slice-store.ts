import type { Clock } from '../../kernel/clock.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { SliceLedger } from '../../pipeline/ports.ts';
import { sliceEntry } from '../audit/entry.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { keepOutputs, removeFiles } from '../blobs/stored-output.ts';
import type { Engine } from '../engine.ts';
import { attempt } from '../store-trouble.ts';
import { beginSlicedRun } from './begin-sliced-run.ts';
import { findResumable } from './find-resumable.ts';
import { noteSlice } from './note-slice.ts';
import { readSlice } from './read-slice.ts';

/** The slices of runs, as the store remembers them. */
export const sliceStore = (engine: Engine, blobs: Blobs, clock: Pick<Clock, 'wallMs'>): SliceLedger => ({
  begin: (run) => flat('The slices of a run could not be noted', () => beginSlicedRun(engine, run)),
  keep: async (slice) => {
    const { stored, notes } = await keepOutputs(blobs, slice.outputs);
    const recorded = await attempt('The audit record of a slice could not be written', () =>
      engine.record(sliceEntry(slice, stored), (tx) => noteSlice(tx, slice, stored, clock.wallMs())),
    );
    if (!recorded.ok) return recorded;
    await removeFiles(slice.outputs);
    return ok({ ...recorded.value, notes });
  },
  find: (id, caller) => flat('The runs cannot be read', () => findResumable(engine.db, id, caller)),
  output: (runId, position) =>
    attempt('The output of a slice cannot be read', () => readSlice(engine, blobs, runId, position)),
});

/** The failure of an action, whether it was returned or thrown. */
async function flat<T>(what: string, action: () => Promise<Result<T>>): Promise<Result<T>> {
  const done = await attempt(what, action);
  return done.ok ? done.value : done;
}
