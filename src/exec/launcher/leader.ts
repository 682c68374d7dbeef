import type { Captured } from '../../pipeline/ports.ts';
import { endingOf, type ChildEnding } from './child-ending.ts';
import { signalGroup } from './process-group.ts';
import type { StopCause } from './termination.ts';

/** The process that the launcher started for a run, as its end sees it: a program itself, or bubblewrap with one inside. */
export interface Leader {
  /** Reaches the program and its group; SIGKILL leaves nothing of either. */
  readonly signal: (name: 'SIGTERM' | 'SIGKILL') => void;
  /** Resolves when what the leader knows of has gone; true where nothing of the run can be left then. */
  readonly gone: () => Promise<boolean>;
  /** How the run ended, once the leader is reaped and its output is in. */
  readonly ending: (
    cause: StopCause | null,
    code: number | null,
    signal: string | null,
    stderr: Captured,
  ) => ChildEnding;
}

/** A leader that is the program itself. */
export const bareLeader = (pid: number): Leader => ({
  signal: (name) => signalGroup(pid, name),
  gone: () => Promise.resolve(false),
  ending: endingOf,
});
