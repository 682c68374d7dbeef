import type { z } from 'zod';
import type { Arg } from '../argv/arg.ts';
import type { Part } from '../argv/build.ts';
import type { Grammar } from '../argv/grammar.ts';
import type { Result } from '../kernel/result.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import type { PortUse } from './port-use.ts';
import type { ExitCodes, Program, Reader, ToolAnnotations, ToolLimits, ToolOutput } from './tool.ts';

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
  readonly limits: ToolLimits;
  readonly annotations: ToolAnnotations;
  /** What `target` means here, where it is not what packets are sent to. */
  readonly targetIs?: string;
  /** The tool's own parameters; every one described. */
  readonly params: Params;
  /** Every parameter that can name something on a network; a looked-up name counts too. */
  readonly targets: (input: Input<Params>) => Ends;
  /** The ports that the call touches on each host; absent where it touches none. */
  readonly ports?: (input: Input<Params>) => readonly PortUse[];
  /** The command line behind the program; `extra` are the flags that `extra_args` brought. */
  readonly argv: (input: Input<Params>, targets: Authorised<Ends>, extra: readonly Arg[]) => readonly Part[];
  /** The flags that `extra_args` takes; absent where the tool takes none. */
  readonly extraArgs?: Grammar;
  /** What was chosen for the caller and should be said. */
  readonly notes?: (input: Input<Params>) => readonly string[];
  readonly exitCodes: ExitCodes;
  readonly result: Parsed;
  /** One sentence of facts and counts; never text that a target sent. */
  readonly summarise: (result: z.output<Parsed>) => string;
  /** Paths in the result that hold text which a target or a program chose. */
  readonly untrusted: readonly string[];
  /** The shortest input that is accepted. */
  readonly example: Readonly<Record<string, unknown>>;
}

interface Parses<Parsed> {
  /** Reads the kept output at the end; it never throws, whatever the bytes. */
  readonly parse: (output: ToolOutput) => Result<Parsed>;
  readonly stream?: never;
}

interface Streams<Parsed> {
  /** Makes a reader that takes stdout while it arrives, where output is large or tells progress. */
  readonly stream: () => Reader<Parsed>;
  readonly parse?: never;
}
