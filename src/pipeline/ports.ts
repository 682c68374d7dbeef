import type { Artifact, CallResult } from '../kernel/call-result.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ErrorCode } from '../kernel/error-table.ts';
import type { Failure } from '../kernel/failure.ts';
import type { CorrelationId, RandomBytes, RunId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Channel, RunEvent } from '../kernel/run-event.ts';
import type { Plan, Tool } from '../tools/tool.ts';

/** Why a run is stopped before its own end; the first reason wins. */
export type StopReason = 'cancelled' | 'client_gone' | 'shutdown' | 'engagement_closed' | 'no_longer_allowed';

/** Finds the addresses of a host name, once. */
export interface Resolver {
  /**
   * Every answer, IPv4 before IPv6, as text; none where there is no such name, or none with an address. Where nobody
   * answers it is a failure `scope.unresolved`.
   */
  readonly resolve: (name: string, signal: AbortSignal) => Promise<Result<readonly string[]>>;
}

/** The head and the tail of a stream, and what it was cut from. */
export interface Captured {
  readonly head: Uint8Array;
  /** Empty where nothing was cut. */
  readonly tail: Uint8Array;
  /** All bytes that the program wrote, kept or not. */
  readonly bytes: number;
  readonly truncated: boolean;
}

/** How the process group ended. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed_out' }
  /** Stopped, since it printed more than anything is let print. */
  | { readonly kind: 'overflowed' }
  /** Ended by the kernel, since its processes together used more memory than a run may. */
  | { readonly kind: 'out_of_memory' }
  | { readonly kind: 'stopped'; readonly reason: StopReason }
  /** Nothing ran: the program is missing, not executable, or the machine has no room. */
  | { readonly kind: 'not_started'; readonly failure: Failure };

/** A stream in a file of its own, since it is longer than what is kept in memory. */
export interface SpilledStream extends Artifact {
  readonly path: string;
}

/** What became of a plan. */
export interface Execution {
  readonly ending: Ending;
  readonly stdout: Captured;
  readonly stderr: Captured;
  /** Seconds from spawn until the process group was gone, monotonic. */
  readonly seconds: number;
  /** The absolute path that was started, or null. */
  readonly path: string | null;
  /** The isolation in force. */
  readonly sandbox: string;
  /** The streams that were written to files, since they were longer than what is kept. */
  readonly artifacts: readonly SpilledStream[];
  /** What a reader should know beside, in sentences. */
  readonly notes: readonly string[];
}

/** What the executor needs to know beside the plan. */
export interface Job {
  readonly runId: RunId;
  readonly plan: Plan;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
  /** Takes stdout while it arrives, where the plan streams. A chunk is lent: what is to be kept of it must be copied. */
  readonly onStdout: (chunk: Uint8Array) => void;
  /** Whether a stream that is longer than what is kept of it may be written to a file as it is. */
  readonly artifacts: boolean;
}

/** Runs plans. The promise settles only when no process of the run is left; it never rejects for what a program does. */
export interface Executor {
  readonly run: (job: Job) => Promise<Execution>;
  /** The absolute path of a plan's program, or a `tool.missing` failure. */
  readonly locate: (program: Plan['program']) => Result<string>;
}

/** A program that was found, and recognised for what it claims to be. */
export interface Identified {
  readonly path: string;
  readonly version: string | null;
  /** Whether raw sockets were seen to work for it; null where the tool uses none. */
  readonly raw: RawState | null;
}

/** What a try of raw sockets showed; `why` is a sentence. */
export interface RawState {
  readonly works: boolean;
  readonly why: string;
}

/** Finds and recognises the programs of tools. What was seen holds until the file changes. */
export interface Programs {
  /** `tool.missing` where the program is not found, or is another than its name says. */
  readonly identify: (tool: Tool) => Promise<Result<Identified>>;
}

/** Who is calling, and how. */
export interface Caller {
  readonly channel: Channel;
  /** The authenticated principal, or `local`. */
  readonly principal: string;
  /** What the client calls itself: a label, never a credential. */
  readonly client: string | null;
}

/** What was decided about a call, as it is written down before anything starts. */
export interface DecisionRecord {
  readonly runId: RunId;
  readonly correlationId: CorrelationId;
  readonly caller: Caller;
  readonly tool: string;
  readonly decision: 'allow' | 'deny';
  readonly dryRun: boolean;
  /** The caller's target as far as it could be read, cut to 512 characters. */
  readonly target: string | null;
  readonly pinned: readonly string[];
  /** The addresses and CIDR blocks that may be sent something; empty for what is refused. */
  readonly addresses: readonly string[];
  readonly argv: readonly string[];
  readonly path: string | null;
  /** The program's version, as it was probed. */
  readonly version: string | null;
  /** The id of the engagement, or null where it has none. */
  readonly engagement: string | null;
  /** The rule that allowed or refused. */
  readonly rule: string | null;
  readonly code: ErrorCode | null;
  readonly configVersion: string;
  /** The run that it goes on with; absent where it begins anew. */
  readonly resumes?: RunId;
  /** Into how many slices it is cut: each has a decision of its own before it starts. Absent for one that is not cut. */
  readonly slices?: number;
  /** Which slice this is about; absent where it is about a call. */
  readonly slice?: Pick<EndedSlice, 'position' | 'of'>;
}

/** Bytes, or the file that holds them: whoever keeps them takes that away. */
export type Content =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string };

/** What is kept of a stream of a run. */
export interface KeptOutput {
  /** `stdout`, `stderr`; of the second program of the same run `2.stdout`, and so on. */
  readonly name: string;
  readonly content: Content;
  /** Whether that is all that was printed. */
  readonly complete: boolean;
}

/** How a run ended, as it is written down. */
export interface OutcomeRecord {
  readonly runId: RunId;
  readonly result: CallResult;
  /** What its program printed; nothing where none ran. */
  readonly outputs: readonly KeptOutput[];
}

/** A record that is on the disk, and its place in the chain. */
export interface Recorded {
  readonly seq: number;
}

/** The same of an outcome; `notes` say in sentences what could not be kept of its output. */
export interface RecordedOutcome extends Recorded {
  readonly notes: readonly string[];
}

/** The audit log. A failed append is `store.unavailable`; nothing here rejects. */
export interface AuditLog {
  readonly decision: (record: DecisionRecord) => Promise<Result<Recorded>>;
  readonly outcome: (record: OutcomeRecord) => Promise<Result<RecordedOutcome>>;
}

/** A run that is made slice by slice, with what it takes to go on with it later. */
export interface SlicedRun {
  readonly runId: RunId;
  /** The run that it goes on with, or null. */
  readonly resumes: RunId | null;
  /** The arguments of the first run, as they came. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The command line that would do all of it at once. */
  readonly argv: readonly string[];
  /** The targets of all slices in order: those that earlier runs have done, and then those of this one. */
  readonly slices: readonly string[];
  /** How many of them earlier runs have done. */
  readonly taken: number;
}

/** What became of a slice whose program ended well. */
export interface DoneSlice {
  /** Its place among all slices, from 1. */
  readonly position: number;
  readonly target: string;
  /** As its reader was told. */
  readonly returncode: number | null;
  readonly complete: boolean;
}

/** The same when it has just ended. */
export interface EndedSlice extends DoneSlice {
  readonly runId: RunId;
  readonly of: number;
  readonly seconds: number;
  readonly outputs: readonly KeptOutput[];
}

/** A run that can be gone on with, and the slices of it that can still be read: the first ones, without a gap. */
export interface Resumable extends SlicedRun {
  readonly tool: string;
  readonly done: readonly DoneSlice[];
}

/** What a program printed for a slice. */
export interface SliceOutput {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Remembers which slices of a run are done, so that another run can go on where it ended. Nothing here rejects. */
export interface SliceLedger {
  /** Notes a run before its first slice starts. A run is gone on with once: for the second that comes it is `input.invalid`. */
  readonly begin: (run: SlicedRun) => Promise<Result<null>>;
  /** Keeps what a slice has printed, with a record of its own. */
  readonly keep: (slice: EndedSlice) => Promise<Result<RecordedOutcome>>;
  /** `run.not_found` where the caller has no such run, `input.invalid` where nothing is left of it to be done. */
  readonly find: (runId: string, caller: Caller) => Promise<Result<Resumable>>;
  readonly output: (runId: RunId, position: number) => Promise<Result<SliceOutput>>;
}

/** Everything that the pipeline takes from outside. */
export interface Ports {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly resolver: Resolver;
  /** Finds the addresses of denied names: what it found lately stands in where nobody answers. */
  readonly deniedResolver: Resolver;
  readonly executor: Executor;
  readonly programs: Programs;
  readonly audit: AuditLog;
  readonly slices: SliceLedger;
  /** Takes every event; it must not throw. */
  readonly emit: (event: RunEvent) => void;
  /** Takes what was thrown: a bug, with the run that met it. */
  readonly bug: (thrown: unknown, runId: RunId) => void;
}
