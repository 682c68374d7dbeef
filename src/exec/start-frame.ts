import { isAbsolute } from 'node:path';
import type { Job } from '../pipeline/ports.ts';
import type { RunSettings } from './executor-settings.ts';
import type { StartFrame } from './launcher/frames.ts';
import { runFolder } from './left-folders.ts';

/** Turns a job into the launcher's order; `path` is what `locate` found. */
export function startFrame(
  run: number,
  { runId, plan, artifacts: mayKeep }: Job,
  path: string,
  { searchPath, graceMs, tmpRoot, keep, streamBytes, mostOutputBytes, artifacts, limits }: RunSettings,
): StartFrame {
  const isBundled = plan.program.kind === 'bundled';
  return {
    kind: 'start',
    run,
    runId,
    path: isBundled ? process.execPath : path,
    argv: isBundled ? [path, ...plan.argv] : plan.argv,
    searchPath: searchPath.filter((each) => isAbsolute(each)).join(':'),
    folder: runFolder(tmpRoot, runId),
    files: plan.files,
    folderEnv: plan.folderEnv,
    timeoutMs: Math.min(plan.timeoutSec, plan.enoughSec ?? Infinity) * 1000,
    graceMs,
    keepStdout: plan.keep.stdoutBytes ?? keep.stdoutBytes,
    keepStderr: plan.keep.stderrBytes ?? keep.stderrBytes,
    mostOutputBytes,
    memoryBytes: limits.memoryBytes,
    processes: limits.processes,
    streamBytes: plan.streams ? (plan.streamBytes ?? streamBytes) : 0,
    artifacts:
      mayKeep && artifacts !== null && artifacts.streamBytes > 0
        ? { folder: artifacts.folder, bytes: artifacts.streamBytes }
        : null,
    user: null,
    owner: null,
    pin: null,
    box: null,
  };
}
