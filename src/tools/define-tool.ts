import type { z } from 'zod';
import { flagMeanings } from '../argv/flag-meanings.ts';
import { acceptedFlags } from '../argv/grammar.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import { draftCall } from './draft-call.ts';
import { inputSchemaOf, resultSchemaOf } from './input-schema.ts';
import { offerOf, wholeOf } from './offer.ts';
import { readInput } from './read-input.ts';
import { readerOf } from './reader-of.ts';
import { sightingsOf } from './sightings-of.ts';
import type { ToolSpec } from './tool-spec.ts';
import type { Offer, OfferFacts, Program, Tool } from './tool.ts';

/**
 * Makes a tool of its declaration. Every call of it goes the same way: strict input, extra arguments by an exact grammar,
 * scope, ports, budgets, deadline, argv, and a last look that argv names the authorised targets and nothing else.
 */
export function defineTool<
  Params extends z.ZodObject,
  const Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
>(spec: ToolSpec<Params, Ends, Parsed>): Tool {
  const { name, title, description, limits, annotations, params, exitCodes, example } = spec;
  const program: Program =
    typeof spec.program === 'string' ? { kind: 'system', name: spec.program } : spec.program;
  const grammar = spec.extraArgs ?? {};
  const schema = inputSchemaOf(params, {
    targetIs: spec.targetIs,
    takesExtraArgs: spec.extraArgs !== undefined,
    resumes: spec.slices !== undefined,
  });
  if (program.kind === 'system' && spec.identity === undefined) {
    throw new Error(`${name} does not say how its program is recognised`);
  }
  const { raw, intrusive, unlisted = [] } = spec;
  const offered = { description, schema, raw, intrusive, unlisted };
  const offer = (facts: OfferFacts): Offer => offerOf(offered, facts);
  const base = wholeOf(offered, { raw: true, classes: [] });
  return Object.freeze({
    name,
    title,
    description: base.description,
    program,
    identity: spec.identity ?? null,
    rawProbe: raw?.probe ?? null,
    needsRaw: raw?.needed === 'always',
    limits,
    annotations,
    exitCodes,
    inputSchema: base.inputSchema,
    resultSchema: resultSchemaOf(spec.result),
    extraArgs: acceptedFlags(grammar),
    flagMeanings: flagMeanings(grammar),
    example,
    offer,
    draft: (given, policy) => {
      const read = readInput({ params, schema, grammar, example }, given, policy.maxArgsLength);
      return read.ok ? draftCall(spec, program, read.value, policy) : read;
    },
    read: (plan) => readerOf(spec, plan),
    sightings: (run) => sightingsOf(spec, run),
  } satisfies Tool);
}

/** A program that ships inside this package. */
export const bundled = (name: string): Program => ({ kind: 'bundled', name });
