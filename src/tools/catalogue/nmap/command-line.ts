import type { Arg } from '../../../argv/arg.ts';
import { blocks, endOfOptions, flag, option, type Part } from '../../../argv/build.ts';
import { commaList, withUnit } from '../../../argv/word.ts';
import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import { portsFor } from '../../../scope/ports.ts';
import type { Input } from '../../tool-spec.ts';
import type { nmapParams } from './params.ts';
import { protocolOf } from './ports-used.ts';
import { rawNeed } from './raw.ts';
import { scriptsOf } from './scripts.ts';

/** The command line of a call. No `--exclude`: what is denied never overlaps an authorised target. */
export function nmapCommandLine(
  input: Input<typeof nmapParams>,
  target: AuthorisedTarget,
  extra: readonly Arg[],
  maxRatePps: number,
): readonly Part[] {
  const raw = rawNeed(input) !== null;
  return [
    // Never -R: it asks resolvers that nobody authorised, and nmap's HTTP probes follow redirects within the looked-up name.
    // Without a name they follow those to the same address and port alone.
    flag('-n'),
    // XML on stdout, and -v so that it tells of each phase. No --noninteractive: it silences --stats-every, and without a
    // terminal there is nobody to interact with.
    [flag('-oX'), flag('-'), flag('-v')],
    option('--stats-every', '1s'),
    // Said either way: left alone, nmap takes the rights that it has for what was asked.
    flag(raw ? '--privileged' : '--unprivileged'),
    target.interval?.family === 6 && flag('-6'),
    flag(scanFlags[input.scan]),
    discovery(input, raw),
    input.ports !== undefined && option('-p', portsFor(input.ports, protocolOf(input.scan)).text),
    input.top_ports !== undefined && option('--top-ports', input.top_ports),
    input.service_detection === true && flag('-sV'),
    input.service_detection === true &&
      input.version_intensity !== undefined &&
      option('--version-intensity', input.version_intensity),
    input.os_detection === true && flag('-O'),
    input.scripts !== undefined && option('--script', commaList(scriptsOf(input.scripts))),
    input.open_only === true && flag('--open'),
    input.timing !== undefined && flag(`-${input.timing}` as const),
    option('--max-rate', input.max_rate ?? maxRatePps),
    input.max_retries !== undefined && option('--max-retries', input.max_retries),
    input.host_timeout_sec !== undefined && option('--host-timeout', withUnit(input.host_timeout_sec, 's')),
    extra,
    endOfOptions,
    blocks(target),
  ];
}

/** How it is found out which hosts are there. `auto` means the same ports with raw sockets as without. */
function discovery({ scan, host_discovery }: Input<typeof nmapParams>, raw: boolean): Part {
  if (scan === 'list') return null;
  switch (host_discovery) {
    case 'skip':
      return flag('-Pn');
    case 'icmp':
      return flag('-PE');
    case 'auto':
      return raw && flag('-PS80,443');
  }
}

const scanFlags = {
  connect: '-sT',
  syn: '-sS',
  udp: '-sU',
  ack: '-sA',
  list: '-sL',
  ping: '-sn',
} as const;
