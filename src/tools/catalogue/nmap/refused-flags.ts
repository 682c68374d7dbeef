import { instead, type FlagSpec, type Grammar } from '../../../argv/grammar.ts';

/** What to do instead, and the flags of nmap that it is said for. */
const advice: readonly (readonly [says: string, flags: string])[] = [
  [
    'Results are returned to you; nmap writes and reads no files here.',
    `-oN -oX -oG -oS -oA -oM -oH -o -m -iL -i --append-output --resume --excludefile --datadir --servicedb --versiondb
    --stylesheet --webxml --no-stylesheet`,
  ],
  [
    'It would send packets to, through or in the name of somebody else; name what to scan in target.',
    `-iR -sI -b -D -S -e -g --source-port --spoof-mac --proxies --proxy --dns-servers --system-dns --resolve-all
    --ip-options --route-dst`,
  ],
  ['Name a smaller target, such as 10.0.0.1-9; what is denied is never in one.', '--exclude'],
  [
    'Only the listed scripts run, without arguments: scripts=["ssl-cert", "http-title"].',
    `-sC --script-args --script-args-file --script-updatedb --script-help --script-trace --script-timeout
    --script-intrusive --script-threads`,
  ],
  [
    'The pace is bounded: use timing T0–T4, max_rate and max_retries.',
    `-T5 --timing --min-rate --min-parallelism --max-parallelism --min-hostgroup --max-hostgroup --min-rtt-timeout
    --max-rtt-timeout --initial-rtt-timeout --scan-delay --max-scan-delay --defeat-rst-ratelimit
    --defeat-icmp-ratelimit --nogcc`,
  ],
  [
    'Scans are connect, syn, udp, ack, list and ping; the others tell no more of a host.',
    '-sW -sM -sN -sF -sX -sO -sY -sZ -sR --scanflags',
  ],
  [
    'host_discovery is auto (TCP 80 and 443), icmp or skip.',
    '-PS -PA -PU -PY -PO -PP -PM -PR -PT -PB -PI -PN -PD --disable-arp-ping --discovery-ignore-rst',
  ],
  [
    'Packets are sent as nmap makes them.',
    `-f -ff --mtu --data --data-string --data-length --ttl --badsum --adler32 --send-eth --send-ip --randomize-hosts -rH
    --nsock-engine`,
  ],
  ['os_detection is all that there is of it.', '--osscan-guess --fuzzy --osscan-limit --max-os-tries'],
  ['The tool traceroute shows the way to a host.', '--traceroute'],
  ['Results hold every detail already.', '-vv -vvv -d -dd --packet-trace --version-trace'],
  ['It would tell of nmap and this machine, not of the target.', '--iflist -V --version -h --help'],
  [
    'bailiwick sets it, as it is right for the call.',
    '--privileged --unprivileged --stats-every --noninteractive',
  ],
  ['Printers would print it: service detection leaves their ports out.', '--allports'],
  ['Ask for its parts: service_detection, os_detection, scripts, and the tool traceroute.', '-A'],
  [
    'It asks resolvers outside the scope, and the names that come back can lead scripts elsewhere; ask dig for a PTR.',
    '-R',
  ],
  ['An IPv6 target switches it on by itself.', '-6'],
];

/** Flags of nmap that people know and that are refused; a refusal says what does the same here, or why nothing does. */
export const nmapRefusedFlags: Grammar = Object.fromEntries(
  advice.flatMap(([says, flags]) =>
    flags.split(/\s+/).map((flag): [string, FlagSpec] => [flag, instead(says)]),
  ),
);
