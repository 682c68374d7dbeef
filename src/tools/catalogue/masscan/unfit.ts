import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import { overlaps } from '../../../scope/interval.ts';
import type { Unfit } from '../../tool-spec.ts';

const loopback = { family: 4, lo: 0x7f00_0000, hi: 0x7fff_ffff } as const;

/**
 * masscan hands every packet to the router of the default route. Loopback would leave the machine that way; and for IPv6 it
 * takes no unique local address as its own, so that it ends with an error on the networks that it is meant for.
 */
export function unfitForMasscan({ field, text, interval }: AuthorisedTarget): Unfit | null {
  if (interval?.family === 6)
    return {
      field,
      why: `${field} ${text} is IPv6; masscan scans IPv4 here.`,
      next: ['Use nmap or port_check for IPv6.'],
    };
  if (interval !== null && overlaps(interval, loopback))
    return {
      field,
      why: `${field} ${text} is loopback; masscan sends everything to the router, never to its own machine.`,
      next: ['Use port_check or nmap for loopback.'],
    };
  return null;
}
