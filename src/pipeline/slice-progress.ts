import type { Progress } from '../kernel/run-event.ts';
import type { Call } from './call.ts';

/** The place of a slice among all slices of its run, from 1. */
export interface SlicePlace {
  readonly position: number;
  readonly of: number;
}

/** How far a run is by the progress within one of its slices, which counts as much as every other; null where that is not known. */
export function progressOfSlice({ position, of }: SlicePlace, within: Progress | null): Progress {
  const share =
    within === null || within.total === null || within.total <= 0 ? 0 : within.done / within.total;
  const said = within === null ? '' : `: ${within.message}`;
  return {
    done: (position - 1) * perSlice + Math.floor(perSlice * Math.min(Math.max(share, 0), 1)),
    total: of * perSlice,
    message: `slice ${position} of ${of}${said}`,
  };
}

/** Tells the progress of a run whose slice has begun, and gives the function that tells of it from then on. */
export function followSlice(call: Pick<Call, 'report'>, place: SlicePlace): (within: Progress) => void {
  call.report(progressOfSlice(place, null));
  return (within) => call.report(progressOfSlice(place, within));
}

/** Percent. */
const perSlice = 100;
