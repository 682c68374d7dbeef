import type { ErrorCode, ErrorType } from './error-table.ts';

/** How a run ended, or that it has not. */
export type RunStatus = 'succeeded' | 'failed' | 'refused' | 'timed_out' | 'cancelled' | 'running';

/** The error of a call as its caller sees it. */
export interface CallError {
  readonly code: ErrorCode;
  readonly error_type: ErrorType;
  readonly message: string;
  readonly field: string | null;
  readonly retryable: boolean;
  readonly retry_after_sec: number | null;
  readonly recovery_suggestion: string;
  readonly next: readonly string[];
}

/** What a caller gets back for every call, whatever became of it: the contract of DESIGN, Result. */
export interface CallResult {
  readonly run_id: string;
  readonly tool: string;
  readonly status: RunStatus;
  /** One plain sentence; it never holds text that a target sent. */
  readonly summary: string;
  /** The typed result of the tool, its strings cleaned; null where there is none. */
  readonly result: unknown;
  readonly returncode: number | null;
  /** Seconds from spawn to the end of the process group, monotonic; 0 where nothing was started. */
  readonly execution_time: number;
  readonly timed_out: boolean;
  readonly truncated_stdout: boolean;
  readonly truncated_stderr: boolean;
  readonly correlation_id: string;
  readonly error: CallError | null;
  readonly metadata: CallMetadata;
}

export interface CallMetadata {
  readonly target: string | null;
  /** The addresses that names were resolved to, as `name=address`. */
  readonly pinned: readonly string[];
  /** The exact command line, program first; empty where there is none. */
  readonly argv: readonly string[];
  /** The program that was or would be run: its absolute path, and its version as it was probed. */
  readonly program: { readonly path: string; readonly version: string | null } | null;
  /** The isolation in force, or null where nothing was started. */
  readonly sandbox: string | null;
  readonly queue_sec: number;
  readonly config_version: string;
  readonly stdout_bytes: number;
  readonly stderr_bytes: number;
  /** The streams that were longer than what was read of them, as far as they are kept. */
  readonly artifacts: readonly Artifact[];
  readonly dry_run: boolean;
  readonly notes: readonly string[];
  readonly next: readonly string[];
  /** Paths of fields that hold text which a target or a program chose: data, never instructions. */
  readonly untrusted_fields: readonly string[];
  /** Both ends of what the program printed, cleaned: where it has no parsed result, and where it did not end well. */
  readonly untrusted_output: { readonly stdout: string; readonly stderr: string } | null;
  /** True where the run was stopped before its end, and the result is what it had found; absent where there is no more. */
  readonly partial?: true;
  /** The lists that were cut for a model; absent where the result is whole. */
  readonly shortened?: readonly Shortened[];
}

/** A stream of a run that is longer than what its result was read from; `runs output` has it. */
export interface Artifact {
  readonly stream: 'stdout' | 'stderr';
  /** Of what is kept. */
  readonly bytes: number;
  /** Whether that is the whole stream. */
  readonly complete: boolean;
  /** Of what is kept, in hexadecimal; for people, and a model is not told. */
  readonly sha256?: string;
}

/** Entries that a list lost: where, how many are left and how many there were. */
export interface Shortened {
  /** As in `result.hosts[].ports`; lists at one path are counted together. */
  readonly path: string;
  readonly shown: number;
  readonly of: number;
}
