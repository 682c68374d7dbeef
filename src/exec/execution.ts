import type { Captured, Ending, Execution } from '../pipeline/ports.ts';
import type { Profile } from '../tools/tool.ts';

/** The isolation that a run has. Nothing here cuts a network off, and a program that wants none is not said to have none. */
export const sandboxOf = (profile: Profile): string =>
  profile === 'offline' ? 'process (network not cut off)' : 'process';

/** The output of a program that printed nothing that we have. */
export const nothingCaptured: Captured = {
  head: new Uint8Array(0),
  tail: new Uint8Array(0),
  bytes: 0,
  truncated: false,
};

/** The execution of a plan for which no process was started. */
export const unstarted = (ending: Ending): Execution => ({
  ending,
  stdout: nothingCaptured,
  stderr: nothingCaptured,
  seconds: 0,
  path: null,
  sandbox: sandboxOf('connect'),
});
