import type { HostSighting, Identified, Seen } from '../../../inventory/sighting.ts';
import type { HttpProbeResult } from './result.ts';

/** What the requests saw: the port of each answer is open, and the last one has named its server. */
export function httpProbeSightings({ hops, server }: HttpProbeResult): Seen | null {
  const answered = hops.flatMap((hop, at) => seenOf(hop, at === hops.length - 1 ? server : null));
  const hosts = [...Map.groupBy(answered, ({ address }) => address)].map(
    ([address, ports]): HostSighting => ({
      address,
      state: 'up',
      // Of several answers of one port the last has the most to say.
      ports: [...new Map(ports.map(({ seen }) => [seen.port, seen])).values()],
    }),
  );
  return hosts.length === 0 ? null : { hosts, asked: [], areas: [], partial: false };
}

function seenOf({ address, url, status }: HttpProbeResult['hops'][number], server: string | null) {
  const place = url === null ? null : URL.parse(url);
  if (address === null || place === null || status === null) return [];
  const isTls = place.protocol === 'https:';
  const port = place.port === '' ? (isTls ? 443 : 80) : Number(place.port);
  const identified = server === null ? null : identify(server, place.hostname);
  const seen = {
    port,
    protocol: 'tcp',
    state: 'open',
    service: isTls ? 'https' : 'http',
    ...(identified === null ? {} : { identified }),
  } as const;
  return [{ address, seen }];
}

/** Behind one port each name may have a server of its own. */
function identify(server: string, name: string): Identified {
  const [, product = server, version = null] = /^([^\s/]{1,60})\/(\S{1,60})/.exec(server) ?? [];
  return { by: `http_probe of ${name}`, service: 'http', product, version };
}
