import type { z } from 'zod';
import type { Endpoint } from '../scope/endpoint.ts';
import type { Input, ToolSpec } from './tool-spec.ts';
import type { Trail } from './tool.ts';

/** Makes the way on from one call, with the types of its input and its result closed over; null where there is none. */
export function trailOf<
  Params extends z.ZodObject,
  Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
>(
  { hops, result, summarise, untrusted }: ToolSpec<Params, Ends, Parsed>,
  input: Input<Params>,
): Trail | null {
  if (hops === undefined) return null;
  return {
    next: (output) => hops.next(output, input),
    join: (findings, stopped) => {
      const joined = hops.join(
        findings.map((finding) => result.parse(finding.result)),
        stopped,
      );
      return { result: joined, summary: summarise(joined), untrustedFields: untrusted };
    },
  };
}
