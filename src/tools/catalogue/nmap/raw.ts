import { flag, option } from '../../../argv/build.ts';
import type { Input, RawUse } from '../../tool-spec.ts';
import type { nmapParams } from './params.ts';

type NmapInput = Input<typeof nmapParams>;

/** What of a call needs raw sockets, as it was asked; null where nothing does. */
export function rawNeed({ scan, os_detection, host_discovery }: NmapInput): string | null {
  if (scan === 'syn' || scan === 'udp' || scan === 'ack') return `scan="${scan}"`;
  if (os_detection === true) return 'os_detection';
  return host_discovery === 'icmp' ? 'host_discovery="icmp"' : null;
}

/** Raw sockets are tried by a SYN scan of one port of this machine: whatever answers, a packet of ours was sent and one was heard. */
export const nmapRaw: RawUse<NmapInput> = {
  probe: {
    argv: [
      flag('--privileged'),
      flag('-n'),
      flag('-Pn'),
      flag('-sS'),
      ...option('-p', 9),
      flag('-oX'),
      flag('-'),
      flag('127.0.0.1'),
    ],
    expects: /<state state="(?:open|closed)" reason="(?:syn-ack|reset)"/,
  },
  needed: rawNeed,
  instead:
    'scan="connect" finds the same open TCP ports; host_discovery="auto" finds hosts; leave out os_detection.',
  says: {
    works: 'Raw sockets work here.',
    fails: 'Raw sockets do not work here: TCP connect only.',
  },
  hides: { scan: ['syn', 'udp', 'ack'], os_detection: 'all', host_discovery: ['icmp'] },
};
