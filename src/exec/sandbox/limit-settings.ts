import type { Plan } from '../../tools/tool.ts';
import type { StartFrame } from '../launcher/frames.ts';
import type { RunLimits } from './limit-words.ts';

/** What the operator lets every run use. */
export interface LimitSettings {
  /** Processor time beyond the deadline and its grace, seconds. */
  readonly extraCpuSec: number;
  readonly addressBytes: number;
  readonly fileBytes: number;
  readonly processes: number;
  readonly descriptors: number;
  /** Memory of all processes of a run, bytes; a cgroup holds them to it. */
  readonly memoryBytes: number;
}

/** The same, with null where something else counts the processes of a run. */
export type Countable = Omit<LimitSettings, 'processes'> & { readonly processes: number | null };

/** The limits of one order. */
export const limitsOf = (
  { timeoutMs, graceMs }: StartFrame,
  program: Plan['program'],
  { extraCpuSec, addressBytes, fileBytes, processes, descriptors }: Countable,
): RunLimits => ({
  cpuSec: Math.ceil((timeoutMs + graceMs) / 1000) + extraCpuSec,
  // Node reserves far more than it uses.
  addressBytes: program.kind === 'system' ? addressBytes : null,
  fileBytes,
  processes,
  descriptors,
});
