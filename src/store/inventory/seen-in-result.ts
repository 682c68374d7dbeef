import { z } from 'zod';
import type { Seen } from '../../inventory/sighting.ts';
import { catalogue } from '../../tools/catalogue.ts';

/** What a stored result tells of hosts; null where it tells nothing. It is loaded when it is asked for: the catalogue is large. */
export function seenInResult(bytes: Uint8Array): Seen | null {
  const stored = storedResult.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!stored.success) return null;
  const { tool: name, result, metadata } = stored.data;
  const tool = catalogue.find((known) => known.name === name);
  return tool?.sightings({ argv: metadata.argv, result }) ?? null;
}

/** What is asked of a result that an older version may have stored. */
const storedResult = z.object({
  tool: z.string(),
  result: z.unknown(),
  metadata: z.object({ argv: z.array(z.string()) }),
});
