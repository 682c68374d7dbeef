import type { Plan } from './tool.ts';

/** A plan that asks for nothing but its program: what probes and checks start from. */
export const barePlan: Omit<Plan, 'tool' | 'program'> = {
  argv: [],
  targets: [],
  timeoutSec: 5,
  enoughSec: null,
  profile: 'connect',
  withoutRaw: null,
  ports: null,
  probes: 0,
  keep: { stdoutBytes: null, stderrBytes: null },
  streams: false,
  streamBytes: null,
  files: [],
  reads: [],
  folderEnv: [],
  secrets: [],
  answer: null,
  slices: [],
  notes: [],
};
