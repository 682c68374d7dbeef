import type { Captured, Ending, Execution } from '../pipeline/ports.ts';

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
  sandbox: 'none',
  artifacts: [],
  notes: [],
});
