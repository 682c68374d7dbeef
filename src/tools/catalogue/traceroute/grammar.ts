import { insteadOf, sets, type Grammar } from '../../../argv/grammar.ts';
import { int } from '../../../argv/value-spec.ts';

/** The flags of traceroute that people know and that are refused, and what to do instead. */
const advice: Readonly<Record<string, string>> = {
  '-g --gateway -i --interface -s --source -r --sport --fwmark -t -l':
    'It would choose the way or the sender of packets; routing does that.',
  '-A --as-path-lookups': 'It asks routing registries about every hop; nobody authorised those.',
  '-M --module -O --options -U --udp -UL -D --dccp -P --protocol':
    'Methods are udp, icmp and tcp: method="icmp".',
  '-N --sim-queries -z --sendwait': 'The pace is bounded: give queries and wait_sec.',
  '-n': 'Names are never looked up.',
  '-4 -6': 'The family follows from the target.',
  '-f --first -e --extensions --back --mtu': 'Results have every hop, from the first one.',
};

/** traceroute's flags as people write them: another spelling of a typed parameter each, so that its checks apply. */
export const tracerouteGrammar: Grammar = {
  '-I': sets('method', 'icmp'),
  '--icmp': sets('method', 'icmp'),
  '-T': sets('method', 'tcp'),
  '--tcp': sets('method', 'tcp'),
  '-m': sets('max_hops', int(1, 64)),
  '--max-hops': sets('max_hops', int(1, 64)),
  '-q': sets('queries', int(1, 10)),
  '--queries': sets('queries', int(1, 10)),
  '-p': sets('port', int(1, 65_535)),
  '--port': sets('port', int(1, 65_535)),
  '-w': sets('wait_sec', int(1, 10)),
  '--wait': sets('wait_sec', int(1, 10)),
  ...insteadOf(advice),
};
