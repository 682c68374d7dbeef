import { instead, none, sets, type FlagSpec, type Grammar } from '../../../argv/grammar.ts';
import { int, ports, seconds, someOf } from '../../../argv/value-spec.ts';
import { nmapScripts } from './scripts.ts';

const raw =
  'It needs raw sockets, which programs do not have here; scan="connect" finds the same open TCP ports.';
const files = 'Results are returned to you; nmap writes and reads no files here.';
const elsewhere =
  'It would send packets to, through or in the name of somebody else; name what to scan in target.';
const scripting = 'Only the listed scripts run: scripts=["ssl-cert", "http-title"].';
const pace = 'The pace is bounded: use timing T0–T4, max_rate and max_retries.';

const refused = (advice: string, ...flags: readonly string[]): Grammar =>
  Object.fromEntries(flags.map((flag): [string, FlagSpec] => [flag, instead(advice)]));

/** nmap's flags as people write them: most are another spelling of a typed parameter, so that its checks and budgets apply. */
export const nmapGrammar: Grammar = {
  '-sT': sets('scan', 'connect'),
  '-sL': sets('scan', 'list'),
  '-sn': sets('scan', 'ping'),
  '-sP': sets('scan', 'ping'),
  '-p': sets('ports', ports),
  '-F': sets('top_ports', 100),
  '--top-ports': sets('top_ports', int(1, 8366)),
  '-sV': sets('service_detection', true),
  '--version-intensity': sets('version_intensity', int(0, 9)),
  '--version-light': sets('version_intensity', 2),
  '--version-all': sets('version_intensity', 9),
  '-Pn': sets('host_discovery', 'skip'),
  '-n': none,
  '--open': sets('open_only', true),
  '-T0': sets('timing', 'T0'),
  '-T1': sets('timing', 'T1'),
  '-T2': sets('timing', 'T2'),
  '-T3': sets('timing', 'T3'),
  '-T4': sets('timing', 'T4'),
  '--max-rate': sets('max_rate', int(1, 10_000)),
  '--max-retries': sets('max_retries', int(0, 10)),
  '--host-timeout': sets('host_timeout_sec', seconds(1, 3600)),
  '--script': sets('scripts', someOf(nmapScripts)),
  '--reason': none,
  '-r': none,
  '-v': none,
  '-A': instead(
    'Ask for its parts: service_detection, scripts. OS detection and traceroute need raw sockets.',
  ),
  '-R': instead(
    'It asks resolvers outside the scope, and the names that come back can lead scripts elsewhere; ask dig for a PTR.',
  ),
  '-T': instead('Write it in one word, -T4, or give timing="T4".'),
  '-vv': instead('Results hold every detail already.'),
  '-6': instead('An IPv6 target switches it on by itself.'),
  ...refused(
    raw,
    '-sS',
    '-sU',
    '-sA',
    '-sW',
    '-sM',
    '-sN',
    '-sF',
    '-sX',
    '-sO',
    '-sY',
    '-sZ',
    '-O',
    '-PE',
    '-PP',
    '-PM',
  ),
  ...refused(
    raw,
    '--osscan-guess',
    '--traceroute',
    '-f',
    '--mtu',
    '--data-length',
    '--ttl',
    '--badsum',
    '--privileged',
  ),
  ...refused(
    files,
    '-oN',
    '-oX',
    '-oG',
    '-oS',
    '-oA',
    '-o',
    '-m',
    '-iL',
    '-i',
    '--append-output',
    '--resume',
  ),
  ...refused(files, '--excludefile', '--datadir', '--servicedb', '--versiondb', '--stylesheet', '--webxml'),
  ...refused(
    elsewhere,
    '-iR',
    '-sI',
    '-b',
    '-D',
    '-S',
    '-e',
    '-g',
    '--source-port',
    '--spoof-mac',
    '--proxies',
  ),
  ...refused(elsewhere, '--dns-servers', '--resolve-all', '--ip-options', '--exclude'),
  ...refused(
    scripting,
    '-sC',
    '--script-args',
    '--script-args-file',
    '--script-updatedb',
    '--script-help',
    '--script-trace',
  ),
  ...refused(
    pace,
    '-T5',
    '--min-rate',
    '--min-parallelism',
    '--max-parallelism',
    '--min-hostgroup',
    '--max-hostgroup',
  ),
  ...refused(pace, '--min-rtt-timeout', '--max-scan-delay', '--scan-delay', '--defeat-rst-ratelimit'),
};
