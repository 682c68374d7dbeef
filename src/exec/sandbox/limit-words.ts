/** What one run may use of the machine, as resource limits. */
export interface RunLimits {
  /** Of processor time, seconds. */
  readonly cpuSec: number;
  /** Of address space, bytes; null for none, which Node and Java programs need. */
  readonly addressBytes: number | null;
  /** The largest file that it may write, bytes. */
  readonly fileBytes: number;
  /** Processes and threads of its user; null where that user is not the run's alone. Root is not held by this limit. */
  readonly processes: number | null;
  readonly descriptors: number;
}

/** The words of prlimit that come before a program. Core dumps are off: they would write memory to disk. */
export const limitWords = ({
  cpuSec,
  addressBytes,
  fileBytes,
  processes,
  descriptors,
}: RunLimits): readonly string[] => [
  '--core=0:0',
  `--cpu=${cpuSec}:${cpuSec + 1}`,
  ...(addressBytes === null ? [] : [`--as=${addressBytes}`]),
  `--fsize=${fileBytes}`,
  ...(processes === null ? [] : [`--nproc=${processes}`]),
  `--nofile=${descriptors}`,
  '--',
];
