import type { z } from 'zod';
import type { Arg } from '../argv/arg.ts';
import type { Part } from '../argv/build.ts';
import type { Grammar } from '../argv/grammar.ts';
import type { Seen } from '../inventory/sighting.ts';
import type { Result } from '../kernel/result.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import type { PortUse } from './port-use.ts';
import type {
  ExitCodes,
  FileKind,
  HopInput,
  NamedFile,
  Plan,
  PrivateFile,
  Probe,
  Program,
  Reader,
  StoppedHop,
  ToolAnnotations,
  ToolLimits,
  ToolOutput,
} from './tool.ts';

/** What a tool's functions see: its own parameters, checked, and the caller's target as it was given. */
export type Input<Params extends z.ZodObject> = z.output<Params> & { readonly target: string };

/** One authorised target for each endpoint, in the same order. */
export type Authorised<Ends extends readonly Endpoint[]> = { readonly [Key in keyof Ends]: AuthorisedTarget };

/** All that a tool declares. The common inputs, the checks and the order of both come by themselves. */
export type ToolSpec<
  Params extends z.ZodObject,
  Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
> = Declared<Params, Ends, Parsed> & (Parses<z.output<Parsed>> | Streams<z.output<Parsed>>);

interface Declared<Params extends z.ZodObject, Ends extends readonly Endpoint[], Parsed extends z.ZodObject> {
  /** snake_case, as callers write it. */
  readonly name: string;
  readonly title: string;
  /** What it does, when to use what else, what comes back, its limits and how it refuses; 250–1,000 characters. */
  readonly description: string;
  /** The name of a program on the search path, or one that ships inside this package. */
  readonly program: string | Program;
  /** How the program is recognised; required of every program that does not ship with this package. */
  readonly identity?: Probe;
  /** What needs raw sockets, and how they are seen to work; absent where nothing does. */
  readonly raw?: RawUse<Input<Params>>;
  /** No network at all for the program; absent for the others. */
  readonly offline?: true;
  /** Values that stay off unless the operator's policy names their class. */
  readonly intrusive?: IntrusiveUse<Input<Params>>;
  readonly limits: ToolLimits;
  readonly annotations: ToolAnnotations;
  /** What `target` means here, where it is not what packets are sent to. */
  readonly targetIs?: string;
  /** The tool's own parameters; every one described. */
  readonly params: Params;
  /**
   * Parameters that lists of tools leave out, since a well-known flag of `extra_args` sets them: each is as checked, and
   * nobody pays for its words with every list.
   */
  readonly unlisted?: readonly string[];
  /** Every parameter that can name something on a network; a looked-up name counts too. */
  readonly targets: (input: Input<Params>) => Ends;
  /** Why the program cannot do this to a target that the scope lets through; null where it can. */
  readonly unfit?: (
    targets: Authorised<Ends>,
    input: Input<Params>,
    files: readonly NamedFile[],
  ) => Unfit | null;
  /** The ports that the call touches on each host; absent where it touches none. */
  readonly ports?: (input: Input<Params>) => readonly PortUse[];
  /** Packets a second that the caller asks for, judged against `scope.max_rate_pps`. */
  readonly rate?: (input: Input<Params>) => { readonly field: string; readonly pps: number | undefined };
  /** Files that the caller names; they are found in the operator's folders. */
  readonly files?: (input: Input<Params>) => readonly FileUse[];
  /** Requests to one host, where they are more than its ports. */
  readonly requests?: (input: Input<Params>, files: readonly NamedFile[]) => number;
  /** Texts that argv, logs, records and results must not hold; the schema marks their parameters `writeOnly`. */
  readonly secrets?: (input: Input<Params>) => readonly string[];
  /** Files for the program alone, in its private folder, and the environment variables that hold that folder's path. */
  readonly privateFiles?: {
    readonly env: readonly string[];
    readonly write: (input: Input<Params>) => readonly PrivateFile[];
  };
  /** The command line behind the program; `extra` are the flags that `extra_args` brought. */
  readonly argv: (
    input: Input<Params>,
    targets: Authorised<Ends>,
    extra: readonly Arg[],
    given: GivenToRun,
  ) => readonly Part[];
  /**
   * After how many seconds a program that may not end by itself has done what was asked. Its reader is then told that it is not
   * complete, and judges by what it said.
   */
  readonly enough?: (input: Input<Params>, probes: number, given: Given) => number;
  /** Words of the command line that an operator wrote; unlike a caller's they may hold dots, as paths do. */
  readonly fixedWords?: readonly string[];
  /** The flags that `extra_args` takes; absent where the tool takes none. */
  readonly extraArgs?: Grammar;
  /** What was chosen for the caller and should be said. */
  readonly notes?: (input: Input<Params>) => readonly string[];
  readonly exitCodes: ExitCodes;
  /**
   * Where many addresses may be scanned slice after slice: `times` is how many times `limits.slice_addresses` a slice holds, more
   * than one where each run begins slowly. Its reader takes `next`.
   */
  readonly slices?: { readonly times: number };
  /** How a call goes on by itself, as a redirect does; absent where one run of the program is all. */
  readonly hops?: HopUse<Input<Params>, z.output<Parsed>>;
  readonly result: Parsed;
  /** One sentence of facts and counts; never text that a target sent. */
  readonly summarise: (result: z.output<Parsed>) => string;
  /** Whether nothing was read from stdout, so that stderr is shown; absent where an empty result says enough. */
  readonly isSilent?: (result: z.output<Parsed>) => boolean;
  /** What a result tells of hosts, and by the command line of what it looked at; null where that is nothing. */
  readonly sightings?: (result: z.output<Parsed>, argv: readonly string[]) => Seen | null;
  /** Paths in the result that hold text which a target or a program chose. */
  readonly untrusted: readonly string[];
  /** The shortest input that is accepted. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** What the policy and the run give a command line beside the targets. */
export interface GivenToRun extends Given {
  /** For programs that can tell their target who asks. */
  readonly runId: string;
}

/** What the policy gives. */
export interface Given {
  /** `scope.max_rate_pps`. */
  readonly maxRatePps: number;
  /** One for each entry of `files`, in the same order. */
  readonly files: readonly NamedFile[];
}

/** A target that a program cannot be given. */
export interface Unfit {
  readonly field: string;
  /** A sentence with the value seen. */
  readonly why: string;
  /** What to do instead. */
  readonly next: readonly string[];
}

/** A file that a parameter names. */
export interface FileUse {
  readonly kind: FileKind;
  readonly name: string;
  readonly field: string;
}

/** The part of a tool that needs raw sockets. */
export interface RawUse<In> {
  readonly probe: Probe;
  /** Whether this call needs them, and for what, as in `scan="syn"`; null where it does not. `always` for the whole tool. */
  readonly needed: 'always' | ((input: In) => string | null);
  /** What does the same without them, as in `scan="connect" finds the same open TCP ports.` */
  readonly instead: string;
  /** Ends the description where raw sockets work, and where they do not. */
  readonly says: { readonly works: string; readonly fails: string };
  /** What the schema leaves out where they do not: values of an enum, or the whole parameter (`'all'`). */
  readonly hides: Readonly<Record<string, readonly string[] | 'all'>>;
}

/** Values of one enum parameter (or of a list of them) that belong to classes which are off by default. */
export interface IntrusiveUse<In> {
  readonly field: string;
  /** class → values. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Values that no list of an agent’s shows, whatever is switched on; they can be given all the same. */
  readonly untold?: readonly string[];
  readonly used: (input: In) => readonly string[];
}

/** A call that may lead to another one. Each is judged, pinned and recorded like a call of its own. */
export interface HopUse<In, Parsed> {
  /** The input of the next call, or null at the end; it bounds itself, by a counter in that input. */
  readonly next: (output: ToolOutput, input: In) => HopInput | null;
  /** One result of those of every hop, first to last; `stopped` is the hop that was refused. */
  readonly join: (results: readonly Parsed[], stopped: StoppedHop | null) => Parsed;
}

interface Parses<Parsed> {
  /** Reads the kept output at the end; it never throws, whatever the bytes. */
  readonly parse: (output: ToolOutput) => Result<Parsed>;
  readonly stream?: never;
}

interface Streams<Parsed> {
  /** Makes a reader that takes stdout while it arrives, where output is large or tells progress; the plan says what was asked for. */
  readonly stream: (plan: Pick<Plan, 'argv'>) => Reader<Parsed>;
  readonly parse?: never;
}
