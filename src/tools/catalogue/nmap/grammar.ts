import { none, sets, type Grammar } from '../../../argv/grammar.ts';
import { int, ports, seconds, someOf, standsFor } from '../../../argv/value-spec.ts';
import { nmapRefusedFlags } from './refused-flags.ts';
import { quietScripts, scriptWords } from './scripts.ts';

const paces = standsFor({
  0: 'T0',
  1: 'T1',
  2: 'T2',
  3: 'T3',
  4: 'T4',
  paranoid: 'T0',
  sneaky: 'T1',
  polite: 'T2',
  normal: 'T3',
  aggressive: 'T4',
});

/** nmap's flags as people write them: most are another spelling of a typed parameter, so that its checks and budgets apply. */
export const nmapGrammar: Grammar = {
  '-sT': sets('scan', 'connect'),
  '-sS': sets('scan', 'syn'),
  '-sU': sets('scan', 'udp'),
  '-sA': sets('scan', 'ack'),
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
  '-O': sets('os_detection', true),
  '-Pn': sets('host_discovery', 'skip'),
  '-P0': sets('host_discovery', 'skip'),
  '-PE': sets('host_discovery', 'icmp'),
  '-n': none,
  '--open': sets('open_only', true),
  '-T': sets('timing', paces),
  '--max-rate': sets('max_rate', int(1, 10_000)),
  '--max-retries': sets('max_retries', int(0, 10)),
  '--host-timeout': sets('host_timeout_sec', seconds(1, 3600)),
  '--script': sets('scripts', someOf(scriptWords, quietScripts)),
  '--reason': none,
  '-r': none,
  '-v': none,
  ...nmapRefusedFlags,
};
