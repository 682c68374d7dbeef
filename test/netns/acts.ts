import { ports } from './allowed-services.ts';
import { addresses } from './network.ts';

/** Something that a tool does to one host. */
export interface Act {
  readonly title: string;
  readonly tool: string;
  readonly input: (host: string) => Readonly<Record<string, unknown>>;
  /** What the summary says when the host was reached. */
  readonly shows: RegExp;
  readonly six?: true;
  /** Words that stand in the private file of a run in the place of its command line. */
  readonly unwritten?: readonly string[];
}

/** The two hosts of an act. */
export const hostsOf = ({ six }: Act): { readonly allowed: string; readonly forbidden: string } =>
  six === true
    ? { allowed: addresses.allowed6, forbidden: addresses.forbidden6 }
    : { allowed: addresses.allowed[0], forbidden: addresses.forbidden };

const act = (
  title: string,
  shows: RegExp,
  input: (host: string) => Readonly<Record<string, unknown>>,
): Act => ({ title, tool: title.split(' ')[0] ?? '', input, shows });

const nmap = (title: string, shows: RegExp, more: Readonly<Record<string, unknown>>): Act =>
  act(`nmap ${title}`, shows, (target) => ({ target, ...more }));

const web = { ports: String(ports.page) };
const allWeb = { ports: [ports.page, ports.toAddress, ports.tls].join(',') };

const snmpwalk: Act = {
  ...act('snmpwalk', /the agent has nothing below/, (target) => ({
    target,
    retries: 0,
    reply_timeout_sec: 1,
  })),
  unwritten: ['-c', 'public'],
};

/** Every way in which a tool of the catalogue sends anything. */
export const acts: readonly Act[] = [
  nmap('connect', /1 open port/, { scan: 'connect', ...web }),
  nmap('syn', /1 open port/, { scan: 'syn', ...web }),
  nmap('udp', /1 open port/, { scan: 'udp', ports: '53' }),
  nmap('ack', /1 host up/, { scan: 'ack', ...web }),
  nmap('ping', /1 host up/, { scan: 'ping' }),
  nmap('icmp discovery', /1 host up/, { scan: 'ping', host_discovery: 'icmp' }),
  nmap('service detection', /80\/tcp http/, { ...web, service_detection: true, version_intensity: 0 }),
  nmap('OS detection', /1 open port/, { ...web, os_detection: true }),
  nmap('scripts', /3 open ports/, {
    ...allWeb,
    scripts: ['http-title', 'http-headers', 'http-server-header', 'ssl-cert', 'ssl-enum-ciphers', 'tls-alpn'],
  }),
  act('masscan', /1 open/, (target) => ({ target, ...web, wait_sec: 1 })),
  act('port_check', /1 open/, (target) => ({ target, ...web })),
  act('http_probe', /^HTTP 200/, (host) => ({ target: `http://${host}/` })),
  act('gobuster dir', /^1 found/, (host) => ({ target: `http://${host}/`, wordlist: 'common.txt' })),
  act('gobuster vhost', /found/, (host) => ({
    mode: 'vhost',
    target: `http://${host}/`,
    wordlist: 'common.txt',
    ...(/^[\d.]+$/.test(host) ? { domain: 'web.lab.internal' } : {}),
  })),
  act('gobuster dns', /^1 found/, (server) => ({
    mode: 'dns',
    target: 'a.lab.internal',
    server,
    wordlist: 'common.txt',
  })),
  act('sslscan', /TLSv1\.3/, (target) => ({ target })),
  act('dig', /^NOERROR/, (server) => ({ target: 'db.lab.internal', server })),
  act('ping', /1 of 1/, (target) => ({ target, count: 1, wait_sec: 1 })),
  ...['udp', 'icmp', 'tcp'].map((method) =>
    act(`traceroute ${method}`, /^Reached/, (target) => ({ target, method, queries: 1, wait_sec: 1 })),
  ),
  snmpwalk,
  ...[
    nmap('connect by IPv6', /1 open port/, { scan: 'connect', ...web }),
    act('port_check by IPv6', /1 open/, (target) => ({ target, ...web })),
    act('sslscan by IPv6', /TLSv1\.3/, (target) => ({ target })),
    act('dig by IPv6', /^NOERROR/, (server) => ({ target: 'db.lab.internal', server })),
    act('ping by IPv6', /1 of 1/, (target) => ({ target, count: 1, wait_sec: 1 })),
    act('traceroute by IPv6', /^Reached/, (target) => ({ target, queries: 1, wait_sec: 1 })),
    { ...snmpwalk, title: 'snmpwalk by IPv6' },
  ].map((one) => ({ ...one, six: true as const })),
];
