import type { Arg } from '../argv/arg.ts';
import type { FlagMeaning } from '../argv/flag-meanings.ts';
import type { Seen } from '../inventory/sighting.ts';
import type { Failure, RuleRef } from '../kernel/failure.ts';
import type { RunId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Progress } from '../kernel/run-event.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import type { Standing } from '../scope/engagement-standing.ts';
import type { PortRange, Scope } from '../scope/scope.ts';

/** What answers a call: a program on the configured PATH, one that ships inside this package, or the server itself. */
export type Program =
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'bundled'; readonly name: string }
  /** A program of the operator's own: its absolute path, and the SHA-256 of its file where the operator has pinned it. */
  | { readonly kind: 'own'; readonly name: string; readonly sha256: string | null }
  /** Nothing is started: the plan holds the answer. */
  | { readonly kind: 'none'; readonly name: string };

/** What a program may do: open connections, use raw sockets as well, or reach no network at all. */
export type Profile = 'connect' | 'raw' | 'offline';

/** A command line that tells something about a program, and what its output must match. It is run without a shell. */
export interface Probe {
  readonly argv: readonly Arg[];
  /** Matched against stdout and stderr together; the first group, where there is one, is the version. */
  readonly expects: RegExp;
}

/** A file that an operator has put into a configured folder, found by its name. */
export interface NamedFile {
  readonly name: string;
  /** Absolute, with every link resolved. */
  readonly path: string;
  readonly bytes: number;
  /** How many lines that are not empty. */
  readonly lines: number;
  /** True where a word of it holds a character at which programs stop reading a host name, such as a slash. */
  readonly endsNames: boolean;
}

/** A file that is written for one run into its private folder (0600) and removed with it. */
export interface PrivateFile {
  /** A plain file name. */
  readonly name: string;
  readonly text: string;
}

/** The part of the configuration that decides whether and how a call may run. */
export interface Policy {
  readonly scope: Scope;
  readonly maxArgsLength: number;
  readonly defaultTimeoutSec: number;
  readonly maxTimeoutSec: number;
  /** The operator's own default for this tool, where one is configured. */
  readonly toolTimeoutSec: (tool: string) => number | null;
  /** The intrusive classes that the operator has switched on for a tool, and where that is written. */
  readonly intrusive: (tool: string) => IntrusivePolicy;
  /** Finds a word list or another file by name in the configured folders; `input.invalid` names what there is. */
  readonly findFile: (kind: FileKind, name: string, field: string) => Result<NamedFile>;
  /** The most addresses that one run of a program scans where its tool can be run in slices; 0 for no slices. */
  readonly sliceAddresses: number;
}

/** Classes of what a tool can do that stay off unless the operator names them. */
export interface IntrusivePolicy {
  readonly classes: readonly string[];
  /** `tools.nmap.intrusive` and its place. */
  readonly rule: RuleRef;
}

/** Where a named file is looked for: `tool.word_list_folders` or `tool.file_folders`. */
export type FileKind = 'word_list' | 'file';

/** The answers of a resolver: the addresses of each host name, as text. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** A call that has been parsed and judged as far as possible without asking DNS. */
export interface Draft {
  readonly tool: string;
  /** The caller's target in canonical form. */
  readonly target: string;
  /** Host names that must be resolved before the call can be planned. */
  readonly names: readonly string[];
  /** Names that the scope denies: their addresses are denied with them, so they are resolved too. */
  readonly deniedNames: readonly string[];
  /** True where a name without an answer is no reason to refuse: the plan says so itself. */
  readonly lenient: boolean;
  readonly dryRun: boolean;
  readonly correlationId: string | undefined;
  /** Finishes the plan: every answer is judged, and pinned in argv, which names the run where its program can tell who asks. */
  readonly plan: (answers: Answers, runId?: RunId) => Result<Plan>;
  /** How the call goes on from one run of its program to the next; null where one run is all. */
  readonly trail: Trail | null;
}

/** The way from hop to hop, as redirects lead. Each is a call like any other: judged from scratch before it starts. */
export interface Trail {
  /** Where this output leads; null at the end of the way. It never throws, whatever the bytes. */
  readonly next: (output: ToolOutput) => HopInput | null;
  /** Makes one finding of those of every hop, first to last. */
  readonly join: (findings: readonly Finding[], stopped: StoppedHop | null) => Finding;
}

/** What a caller would send to have the next hop run. */
export type HopInput = Readonly<Record<string, unknown>> & { readonly target: string };

/** A hop that was not run, and why: nothing was sent for it. */
export interface StoppedHop {
  readonly target: string;
  readonly failure: Failure;
}

/** What will be run, and the proof that it may be: the only thing that an executor accepts. */
export interface Plan {
  readonly tool: string;
  readonly program: Program;
  readonly argv: readonly Arg[];
  readonly targets: readonly AuthorisedTarget[];
  readonly timeoutSec: number;
  /** When its program has done all that was asked and is stopped, since it may never end by itself; null where it does. */
  readonly enoughSec: number | null;
  readonly profile: Profile;
  /** What to ask for where raw sockets do not work, as a sentence; null where the plan needs none. */
  readonly withoutRaw: string | null;
  /** The ports of its targets where it names them all; null where its program chooses, or needs none. */
  readonly ports: readonly PortRange[] | null;
  /** Hosts × ports, or requests where that is more. */
  readonly probes: number;
  /** How many bytes of each stream are kept for the result; more is read, counted and let go. */
  readonly keep: { readonly stdoutBytes: number | null; readonly stderrBytes: number | null };
  /** Stdout goes through the reader while it arrives. */
  readonly streams: boolean;
  /** The most of stdout that the reader is given, in bytes; null for the executor's own bound. */
  readonly streamBytes: number | null;
  readonly files: readonly PrivateFile[];
  /** Files of the operator's that the program reads, absolute. */
  readonly reads: readonly string[];
  /** Environment variables that hold the path of the private folder, such as `SNMPCONFPATH`. */
  readonly folderEnv: readonly string[];
  /** Texts of the caller's that no result, log or record may hold. */
  readonly secrets: readonly string[];
  /**
   * The answer of a tool that starts nothing; null for every other. It is given at any time, and so is told how the engagement
   * stands at that moment.
   */
  readonly answer: ((standing: Standing) => Finding) | null;
  /** The targets that its program is run for one after the other, each judged anew; empty where one run does it all. */
  readonly slices: readonly string[];
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
  /**
   * Takes the end of a slice behind which the next one comes, and fails where `end` would fail for its output; absent where the
   * tool is not run in slices.
   */
  readonly next?: ((output: ToolOutput) => Result<null>) | undefined;
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
  /** The most of stdout that a streaming reader is given. */
  readonly streamBytes?: number;
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

/** What is known of the place where a tool is offered. */
export interface OfferFacts {
  /** Whether raw sockets were seen to work for its program; null where nobody could try, and so nothing is said of them. */
  readonly raw: boolean | null;
  /** The intrusive classes that are switched on. */
  readonly classes: readonly string[];
}

/** What a client is told about a tool here: never more than what works. */
export interface Offer {
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

/** A tool as every other room sees it; its parameter types are closed over. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly program: Program;
  /** How its program is recognised; null for what ships with this package. */
  readonly identity: Probe | null;
  /** How raw sockets are seen to work for its program; null where it uses none. */
  readonly rawProbe: Probe | null;
  /** True where nothing of it works without raw sockets. */
  readonly needsRaw: boolean;
  readonly limits: ToolLimits;
  readonly annotations: ToolAnnotations;
  readonly exitCodes: ExitCodes;
  /** What a caller may send, common inputs included. */
  readonly inputSchema: JsonSchema;
  /** The shape of `CallResult.result`. */
  readonly resultSchema: JsonSchema;
  /** The flags and bare words that `extra_args` takes; empty where the tool takes none. */
  readonly extraArgs: readonly string[];
  /** The flags and bare words that say the same as a parameter, whether `extra_args` takes them or not. */
  readonly flagMeanings: readonly FlagMeaning[];
  /** The shortest input that is accepted, for tests and documents. */
  readonly example: Readonly<Record<string, unknown>>;
  /**
   * What is told to clients where these facts hold; `description` and `inputSchema` are what there is with raw sockets and no
   * class, with the parameters that offers leave to flags, and with ranges and defaults.
   */
  readonly offer: (facts: OfferFacts) => Offer;
  readonly draft: (input: unknown, policy: Policy) => Result<Draft>;
  readonly read: (plan: Plan) => Reader<Finding>;
  /**
   * What a run saw of hosts, by its result as it was stored: null where that tells nothing, or is in the form of another
   * version. It never throws, whatever it is given.
   */
  readonly sightings: (run: StoredRun) => Seen | null;
}

/** What is kept of a run: its typed result, whole, and the command line, which says what it looked at. */
export interface StoredRun {
  readonly argv: readonly string[];
  readonly result: unknown;
}

/** A parsed result with its type closed over, and what is said about it. */
export interface Finding {
  readonly result: unknown;
  /** One sentence of facts and counts; it never holds text that a target sent. */
  readonly summary: string;
  /** Paths in `result` that hold text which a target or a program chose, such as `hosts[].ports[].product`. */
  readonly untrustedFields: readonly string[];
  /** True where nothing was read from stdout, so that what a program says of it on stderr is shown beside the result. */
  readonly silent?: boolean;
}
