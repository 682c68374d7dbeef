import { z } from 'zod';
import { portList } from '../../port-list.ts';
import { nmapScripts } from './scripts.ts';

const rawScans = new Set<unknown>([
  'syn',
  'udp',
  'ack',
  'null',
  'fin',
  'xmas',
  'window',
  'maimon',
  'sctp',
  'idle',
]);

/** nmap's typed parameters, and the rules between them. */
export const nmapParams = z
  .strictObject({
    ports: portList.optional().describe('As 22,80,8000-8100; - is all.'),
    top_ports: z.int().min(1).max(8366).optional().describe('The N most common; default 1000.'),
    scan: z
      .enum(['connect', 'list', 'ping'], {
        error: ({ input }) =>
          rawScans.has(input) ? 'That scan needs raw sockets, which programs do not have here.' : undefined,
      })
      .default('connect')
      .describe('list sends nothing; ping only finds hosts.'),
    timing: z.enum(['T0', 'T1', 'T2', 'T3', 'T4']).optional().describe('T0 slow to T4 fast.'),
    service_detection: z.boolean().optional().describe('Product and version.'),
    version_intensity: z.int().min(0).max(9).optional().describe('9 sends all probes.'),
    host_discovery: z.enum(['auto', 'skip']).default('auto').describe('auto tries TCP 80 and 443.'),
    scripts: z.array(z.enum(nmapScripts)).min(1).max(8).optional().describe('NSE scripts.'),
    max_rate: z.int().min(1).max(10_000).optional().describe('Packets/s.'),
    max_retries: z.int().min(0).max(10).optional().describe('Per probe.'),
    host_timeout_sec: z.int().min(1).max(3600).optional().describe('Then gives a host up.'),
    open_only: z.boolean().optional().describe('Leaves other ports out.'),
  })
  .superRefine((input, context) => {
    const slip = (field: keyof typeof input, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (input.ports !== undefined && input.top_ports !== undefined) {
      slip('top_ports', 'ports and top_ports exclude each other; give one of them.');
    }
    if (input.ports?.text.startsWith('U:') === true) {
      slip(
        'ports',
        `ports "${input.ports.text}" are UDP ports only; a connect scan is TCP. Give them as 53 or T:53.`,
      );
    }
    if (input.scan === 'ping' && input.host_discovery === 'skip') {
      slip(
        'host_discovery',
        'host_discovery is "skip" and scan is "ping", which is nothing but discovery; drop one of them.',
      );
    }
    if (input.scan === 'connect') return;
    const portScanOnly = ['ports', 'top_ports', 'scripts', 'service_detection', 'open_only'] as const;
    for (const field of portScanOnly) {
      if (input[field] === undefined || input[field] === false) continue;
      slip(field, `${field} needs scan="connect"; scan is "${input.scan}".`);
    }
  });
