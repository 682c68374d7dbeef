import * as z from 'zod';
import { listOf, textOf, toggle, wholeNumber } from '../leaf.ts';

const target = /^\S+$/;
const ports = /^(?:\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)?$/;
const portsForm = 'ports such as "22,80,8000-8100"';

/** What may be touched. The scope room gives the texts their meaning; nothing here reads an address. */
export const scopeSection = z
  .strictObject({
    allow: listOf(
      'addresses, CIDRs, ranges, host names, "*.suffix" or named sets',
      target,
      ['rfc1918', '*.lab.internal'],
      'Targets that may be touched: addresses, CIDRs, ranges, host names, `*.suffix`, or the sets `rfc1918`, `ula`, `loopback`.',
    ),
    deny: listOf(
      'addresses, CIDRs, ranges, host names, "*.suffix" or named sets',
      target,
      [],
      'Targets that may never be touched, in the same forms; deny always wins. The addresses of a denied name (at most 256 names) are denied with it; those of a denied `*.suffix` are not, since its names cannot be listed.',
    ),
    allow_loopback: toggle(false, 'Allow the machine that bailiwick runs on: 127.0.0.0/8 and ::1.'),
    allow_public: toggle(
      false,
      'Let `scope.allow` name public addresses; without it such an entry is an error.',
    ),
    allow_ports: textOf(
      portsForm,
      ports,
      '1-65535',
      'Ports that may be touched: numbers and ranges, comma separated.',
    ),
    deny_ports: textOf(
      portsForm,
      ports,
      '',
      'Ports that may never be touched, in the same form; deny always wins.',
    ),
    max_hosts_per_call: wholeNumber(
      { min: 1, max: 16_777_216 },
      1024,
      'Most addresses that one call may name.',
    ),
    max_ports_per_call: wholeNumber({ min: 1, max: 65_535 }, 65_535, 'Most ports that one call may name.'),
    max_probes_per_call: wholeNumber(
      { min: 1, max: 1_000_000_000 },
      1_048_576,
      'Most probes of one call: addresses times ports.',
    ),
    max_rate_pps: wholeNumber(
      { min: 1, max: 1_000_000 },
      1000,
      'Most packets a second of one call, for programs whose pace can be set.',
    ),
    max_concurrent_per_target: wholeNumber({ min: 1, max: 64 }, 2, 'Calls at once that touch one address.'),
    max_calls_per_target_per_minute: wholeNumber(
      { min: 1, max: 100_000 },
      60,
      'Calls within a minute that touch one address.',
    ),
    max_probes_per_target_per_hour: wholeNumber(
      { min: 1, max: 1_000_000_000 },
      1_048_576,
      'Probes or requests within an hour that one address is sent, as calls count them: ports or requests, not packets.',
    ),
    url_schemes: listOf(
      'http or https',
      /^https?$/,
      ['http', 'https'],
      'Schemes of web addresses that may be asked for.',
    ),
    allow_own_addresses: toggle(
      false,
      'Allow the addresses of the network interfaces of the machine that bailiwick runs on; loopback has a key of its own.',
    ),
    dns_timeout_ms: wholeNumber(
      { min: 1, max: 60_000 },
      2000,
      'Longest wait for a DNS answer, milliseconds.',
    ),
  })
  .prefault({})
  .describe('What may be touched. Everything that is not allowed here is refused before anything is sent.');
