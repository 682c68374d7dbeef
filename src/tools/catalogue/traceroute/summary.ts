import { fitListing } from '../../../output/fit.ts';
import type { Hop, TracerouteResult } from './result.ts';

const mostCharacters = 2000;

/** Says whether the host was reached, and by which addresses. */
export function summariseTraceroute({ reached, hops, partial }: TracerouteResult): string {
  const silent = hops.filter(({ addresses }) => addresses.length === 0).length;
  const errors = new Set(hops.flatMap((hop) => hop.errors ?? []));
  return fitListing(
    [reached ? `Reached at hop ${hops.at(-1)?.ttl ?? 0}.` : `Not reached within ${hops.length} hops.`],
    silent === hops.length ? '' : `Way: ${hops.map(shown).join(', ')}.`,
    [
      silent === 0 ? '' : `${silent} of the hops did not answer.`,
      errors.size === 0 ? '' : `Routers said: ${[...errors].join(', ')}.`,
      partial ? 'Partial: it was stopped before its last hop.' : '',
    ],
    mostCharacters,
  );
}

const shown = ({ addresses }: Hop): string => (addresses.length === 0 ? '*' : addresses.join('/'));
