import type { Arg } from '../argv/arg.ts';
import type { Result } from '../kernel/result.ts';
import type { Progress } from '../kernel/run-event.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import type { Scope } from '../scope/scope.ts';

/** A program to start: found on the configured PATH, or shipped inside this package. */
export type Program =
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'bundled'; readonly name: string };

/** The part of the configuration that decides whether and how a call may run. */
export interface Policy {
  readonly scope: Scope;
  readonly maxArgsLength: number;
  readonly defaultTimeoutSec: number;
  readonly maxTimeoutSec: number;
  /** The operator's own default for this tool, where one is configured. */
  readonly toolTimeoutSec: (tool: string) => number | null;
}

/** The answers of a resolver: the addresses of each host name, as text. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** A call that has been parsed and judged as far as possible without asking DNS. */
export interface Draft {
  readonly tool: string;
  /** The caller's target in canonical form. */
  readonly target: string;
  /** Host names that must be resolved before the call can be planned. */
  readonly names: readonly string[];
  readonly dryRun: boolean;
  readonly correlationId: string | undefined;
  /** Finishes the plan: every answer is judged, and pinned in argv. */
  readonly plan: (answers: Answers) => Result<Plan>;
}

/** What will be run, and the proof that it may be: the only thing that an executor accepts. */
export interface Plan {
  readonly tool: string;
  readonly program: Program;
  readonly argv: readonly Arg[];
  readonly targets: readonly AuthorisedTarget[];
  readonly timeoutSec: number;
  /** How many bytes of each stream are kept for the result; more is read, counted and let go. */
  readonly keep: { readonly stdoutBytes: number | null; readonly stderrBytes: number | null };
  /** Whole stdout goes through the reader while it arrives. */
  readonly streams: boolean;
  /** What was coerced, capped or chosen for the caller. */
  readonly notes: readonly string[];
}

/** What a program printed, decoded with replacement: head and tail where it was cut. */
export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly truncatedStdout: boolean;
  readonly returncode: number | null;
  /** False where the program was stopped before its own end. */
  readonly complete: boolean;
}

/** Turns output into a typed result. One reader serves one run; it never throws, whatever the bytes. */
export interface Reader<out Parsed> {
  /** Takes stdout while it arrives; called only where the plan streams. Returns new progress, or null. */
  readonly write: (chunk: Uint8Array) => Progress | null;
  /** Takes the end of the run. A partial result of a stopped run is a result. */
  readonly end: (output: ToolOutput) => Result<Parsed>;
}

/** Which exits mean what: `ok` is a result, `broken` is what the breaker counts; any other exit is a failed call. */
export interface ExitCodes {
  readonly ok: readonly number[];
  readonly broken: readonly number[];
}

export interface ToolLimits {
  readonly timeoutSec?: number;
  readonly concurrency?: number;
  readonly stdoutBytes?: number;
  readonly stderrBytes?: number;
}

/** The hints of the MCP specification; they inform clients and decide nothing here. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A JSON Schema document (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A tool as every other room sees it; its parameter types are closed over. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly program: Program;
  readonly limits: ToolLimits;
  readonly annotations: ToolAnnotations;
  readonly exitCodes: ExitCodes;
  /** What a caller sends, common inputs included. */
  readonly inputSchema: JsonSchema;
  /** The shape of `CallResult.result`. */
  readonly resultSchema: JsonSchema;
  /** The flags that `extra_args` takes; empty where the tool takes none. */
  readonly extraArgs: readonly string[];
  /** The shortest input that is accepted, for tests and documents. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly draft: (input: unknown, policy: Policy) => Result<Draft>;
  readonly read: (plan: Plan) => Reader<Finding>;
}

/** A parsed result with its type closed over, and what is said about it. */
export interface Finding {
  readonly result: unknown;
  /** One sentence of facts and counts; it never holds text that a target sent. */
  readonly summary: string;
  /** Paths in `result` that hold text which a target or a program chose, such as `hosts[].ports[].product`. */
  readonly untrustedFields: readonly string[];
}
