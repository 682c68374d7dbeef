import type { z } from 'zod';
import type { Seen } from '../inventory/sighting.ts';
import type { Endpoint } from '../scope/endpoint.ts';
import type { ToolSpec } from './tool-spec.ts';
import type { StoredRun } from './tool.ts';

/** Reads a stored result by the schema of today, and has the tool tell what it saw. */
export function sightingsOf<
  Params extends z.ZodObject,
  Ends extends readonly Endpoint[],
  Parsed extends z.ZodObject,
>(spec: ToolSpec<Params, Ends, Parsed>, { argv, result }: StoredRun): Seen | null {
  if (spec.sightings === undefined) return null;
  const parsed = spec.result.safeParse(result);
  return parsed.success ? spec.sightings(parsed.data, argv) : null;
}
