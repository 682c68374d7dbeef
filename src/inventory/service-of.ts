import type { Service } from './change.ts';
import type { PortSighting } from './sighting.ts';

/** What is known of the service on a port: what it answered before what its number suggests. */
export function serviceOf(seen: PortSighting | undefined): Service {
  const { identified, service = null } = seen ?? {};
  return {
    service: identified?.service ?? service,
    product: identified?.product ?? null,
    version: identified?.version ?? null,
  };
}
