import type { Seen } from '../../../inventory/sighting.ts';
import { behindOptions } from '../../looked-at.ts';
import type { PingResult } from './result.ts';

/** A host that replied is up; silence is no proof that it is not, so it tells nothing. */
export function pingSightings({ received, partial }: PingResult, argv: readonly string[]): Seen | null {
  const [address] = behindOptions(argv);
  if (address === undefined || received === 0) return null;
  return { hosts: [{ address, state: 'up', ports: [] }], asked: [], areas: [], partial };
}
