import { z } from 'zod';
import { portList } from '../../port-list.ts';
import { quietScripts, scriptWords } from './scripts.ts';

const furtherScans = new Set<unknown>([
  'null',
  'fin',
  'xmas',
  'window',
  'maimon',
  'sctp',
  'idle',
  'protocol',
]);

/** The examples are what can be used whatever the policy: a refusal names no others. */
const script = z.enum(scriptWords).meta({ examples: [...quietScripts] });

/** nmap's typed parameters, and the rules between them. */
export const nmapParams = z
  .strictObject({
    ports: portList.optional().describe('As 22,80-90; - is all.'),
    top_ports: z.int().min(1).max(8366).optional().describe('The N most common; default 1000.'),
    scan: z
      .enum(['connect', 'syn', 'udp', 'ack', 'list', 'ping'], {
        error: ({ input }) =>
          furtherScans.has(input) ? 'It tells nothing that syn, udp or ack would not.' : undefined,
      })
      .default('connect')
      .describe('list sends nothing.'),
    timing: z.enum(['T0', 'T1', 'T2', 'T3', 'T4']).optional().describe('T0 slow to T4 fast.'),
    service_detection: z.boolean().optional().describe('Product, version.'),
    version_intensity: z.int().min(0).max(9).optional().describe('9 sends all probes.'),
    os_detection: z.boolean().optional().describe('Guesses.'),
    host_discovery: z.enum(['auto', 'skip', 'icmp']).default('auto').describe('auto: TCP 80, 443.'),
    scripts: z.array(script).min(1).max(8).optional().describe('NSE scripts.'),
    max_rate: z.int().min(1).max(10_000).optional().describe('Packets/s.'),
    max_retries: z.int().min(0).max(10).optional().describe('Per probe.'),
    host_timeout_sec: z.int().min(1).max(3600).optional().describe('Then gives a host up.'),
    open_only: z.boolean().optional().describe('Leaves other ports out.'),
  })
  .superRefine((input, context) => {
    const slip = (field: keyof typeof input, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const { scan, ports, host_discovery } = input;
    if (ports !== undefined && input.top_ports !== undefined) {
      slip('top_ports', 'ports and top_ports exclude each other; give one of them.');
    }
    if (ports !== undefined && !isScanned(ports.text, scan)) {
      const [own, other] = scan === 'udp' ? ['U', 'TCP'] : ['T', 'UDP'];
      slip(
        'ports',
        `ports "${ports.text}" are ${other} ports only; scan is "${scan}". Give them as 53 or ${own}:53.`,
      );
    }
    if (scan === 'ping' && host_discovery === 'skip') {
      slip(
        'host_discovery',
        'host_discovery is "skip" and scan is "ping", which is nothing but discovery; drop one of them.',
      );
    }
    for (const [field, scans] of fieldsOfScans) {
      if (input[field] === undefined || input[field] === false || scans.some((one) => one === scan)) continue;
      slip(field, `${field} needs scan="connect"; scan is "${scan}".`);
    }
    if (scan === 'list' && host_discovery === 'icmp') {
      slip(
        'host_discovery',
        'host_discovery is "icmp" and scan is "list", which sends nothing; drop one of them.',
      );
    }
  });

const portScans = ['connect', 'syn', 'udp', 'ack'] as const;
/** Scans that find open ports; ack tells filtered ports from others. */
const openScans = ['connect', 'syn', 'udp'] as const;

const fieldsOfScans = [
  ['ports', portScans],
  ['top_ports', portScans],
  ['service_detection', openScans],
  ['scripts', openScans],
  ['open_only', openScans],
  ['os_detection', ['connect', 'syn']],
] as const;

/** Whether a list names any port of the protocol that is scanned: ports without a prefix stand before `T:`, and those before `U:`. */
const isScanned = (ports: string, scan: string): boolean =>
  scan === 'udp' ? !ports.startsWith('T:') || ports.includes('U:') : !ports.startsWith('U:');
