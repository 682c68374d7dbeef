import type { z } from 'zod';
import { ok, type Result } from '../kernel/result.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import type { ToolSpec } from './tool-spec.ts';
import type { Finding, Plan, Reader } from './tool.ts';

/** Makes the reader of one run, with the type of its result closed over. */
export function readerOf<
  Params extends z.ZodObject,
  Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
>(spec: ToolSpec<Params, Ends, Parsed>, plan: Plan): Reader<Finding> {
  const finding = (parsed: Result<z.output<Parsed>>): Result<Finding> =>
    parsed.ok
      ? ok({
          result: parsed.value,
          summary: spec.summarise(parsed.value),
          untrustedFields: spec.untrusted,
          ...(spec.isSilent === undefined ? {} : { silent: spec.isSilent(parsed.value) }),
        })
      : parsed;
  if (spec.stream !== undefined) {
    const reader = spec.stream(plan);
    return { write: reader.write, end: (output) => finding(reader.end(output)), next: reader.next };
  }
  return { write: () => null, end: (output) => finding(spec.parse(output)) };
}
