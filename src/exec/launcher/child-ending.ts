import type { Ending } from '../../pipeline/ports.ts';
import type { StopCause } from './termination.ts';

/** An ending as the launcher sees it. What did not start names the step and the system's error, such as `ENOENT`, or what bubblewrap said. */
export type ChildEnding =
  | Exclude<Ending, { readonly kind: 'not_started' }>
  | { readonly kind: 'not_started'; readonly step: 'folder' | 'box' | 'program'; readonly errno: string };

/** How a run ended: what stopped it comes before how its leader then left. */
export function endingOf(cause: StopCause | null, code: number | null, signal: string | null): ChildEnding {
  if (cause === 'timed_out') return { kind: 'timed_out' };
  if (cause === 'overflowed') return { kind: 'overflowed' };
  if (cause !== null) return { kind: 'stopped', reason: cause };
  if (signal !== null) return { kind: 'signalled', signal };
  return { kind: 'exited', code: code ?? 0 };
}

/**
 * The same ending where the kernel ended a process of the run for its memory limit. What was stopped, or came through all the
 * same, stays what it is.
 */
export function forMemory(ending: ChildEnding): ChildEnding {
  const isHarmed = ending.kind === 'signalled' || (ending.kind === 'exited' && ending.code !== 0);
  return isHarmed ? { kind: 'out_of_memory' } : ending;
}

/** The system's name of an error, such as `ENOENT`, or the error's own where the system gave none. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
