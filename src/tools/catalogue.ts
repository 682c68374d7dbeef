import { dig } from './catalogue/dig.ts';
import { gobuster } from './catalogue/gobuster.ts';
import { httpProbe } from './catalogue/http-probe.ts';
import { masscan } from './catalogue/masscan.ts';
import { nmap } from './catalogue/nmap.ts';
import { ping } from './catalogue/ping.ts';
import { portCheck } from './catalogue/port-check.ts';
import { scopeCheck } from './catalogue/scope-check.ts';
import { snmpwalk } from './catalogue/snmpwalk.ts';
import { sslscan } from './catalogue/sslscan.ts';
import { traceroute } from './catalogue/traceroute.ts';
import type { Tool } from './tool.ts';

/** Every tool that ships, in the order in which they are listed. */
export const catalogue: readonly Tool[] = [
  nmap,
  masscan,
  portCheck,
  httpProbe,
  gobuster,
  sslscan,
  dig,
  ping,
  traceroute,
  snmpwalk,
  scopeCheck,
];
