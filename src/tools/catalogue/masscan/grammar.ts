import { insteadOf, sets, type Grammar } from '../../../argv/grammar.ts';
import { int, ports } from '../../../argv/value-spec.ts';

/** The flags of masscan that people know and that are refused, and what to do instead. */
const advice: Readonly<Record<string, string>> = {
  '-c --conf --resume --readscan --includefile -iL --excludefile --nmap-payloads --pcap-payloads --hello-file':
    'masscan reads no files here.',
  '-oX -oJ -oG -oL -oB -oD -oU --output-format --output-file --output-filename --pcap --rotate --rotate-dir --append-output':
    'Results are returned to you; masscan writes no files here.',
  '--range --ranges --include': 'Name what to scan in target.',
  '--exclude': 'What is denied is never in a target: name smaller targets, in several calls.',
  '-e --adapter --interface --adapter-ip --adapter-port --adapter-mac --source-ip -S --source-port -g --source-mac --spoof-mac --router-ip --router-mac':
    'It would choose the way or the sender of packets; the default route does that.',
  '--infinite --min-rate': 'The pace is bounded: give rate and retries.',
  '-sU': 'Give UDP ports as U:53,161.',
  '--top-ports': 'Name the ports, such as ports="22,80,443".',
  '-sV -sC -A -O': 'nmap identifies services; masscan finds open ports.',
  '-sS -n -Pn --open --open-only': 'It does so by itself.',
  '--ping': 'ping asks one host, nmap with scan="ping" many.',
};

/** masscan's flags as people write them: another spelling of a typed parameter each, so that its checks and budgets apply. */
export const masscanGrammar: Grammar = {
  '-p': sets('ports', ports),
  '--ports': sets('ports', ports),
  '--rate': sets('rate', int(1, 1_000_000)),
  '--max-rate': sets('rate', int(1, 1_000_000)),
  '--wait': sets('wait_sec', int(0, 60)),
  '--retries': sets('retries', int(0, 5)),
  '--banners': sets('banners', true),
  ...insteadOf(advice),
};
