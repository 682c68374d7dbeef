import type { Clock } from '../kernel/clock.ts';
import type { ArtifactSettings } from './artifacts/artifact-settings.ts';
import type { LimitSettings } from './sandbox/limit-settings.ts';
import type { SandboxMode } from './sandbox/sandbox.ts';
import type { LauncherProcess } from './start-launcher.ts';

/** How programs are run. */
export interface RunSettings {
  /** The folders in which programs are searched, absolute, in order; they are the programs' PATH as well. */
  readonly searchPath: readonly string[];
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  /** Where each run's private folder is made; absolute. */
  readonly tmpRoot: string;
  /** Kept of each stream where a plan does not say. */
  readonly keep: { readonly stdoutBytes: number; readonly stderrBytes: number };
  /** The most of stdout that a reader is given while it arrives; what comes after it is counted and let go. */
  readonly streamBytes: number;
  /** What a run may print on both streams together before it is stopped. */
  readonly mostOutputBytes: number;
  /** Beyond deadline and grace, how long a launcher may say nothing about a run's end before it is taken for stuck; 10 s. */
  readonly silenceMs?: number;
  /** Where a stream is written that is longer than what is kept of it; null for nowhere. */
  readonly artifacts: ArtifactSettings | null;
  /** How runs are kept apart from the machine. */
  readonly sandbox: SandboxMode;
  /** Whether programs with raw sockets may run where no network namespace holds them. */
  readonly acceptRaw: boolean;
  /** What each run may use of the machine. */
  readonly limits: LimitSettings;
}

export interface ExecutorSettings extends RunSettings {
  /** Started before anything else was loaded. */
  readonly launcher: LauncherProcess;
  /** How many launchers share the runs, that one included; 1. */
  readonly workers?: number;
  readonly clock: Clock;
}
