import type { Arg } from '../../../argv/arg.ts';
import {
  addressPort,
  filePath,
  flag,
  hostHeader,
  option,
  pinnedUrl,
  rootedOption,
  targetOption,
  userAgent,
  type Part,
} from '../../../argv/build.ts';
import { valueText, withUnit } from '../../../argv/word.ts';
import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import type { GivenToRun } from '../../tool-spec.ts';
import { dnsPort } from './endpoints.ts';
import type { GobusterInput } from './params.ts';

/** gobuster's words: the mode, where to, and the list. Never `-q`: it would hide which requests failed. */
export function commandLine(
  input: GobusterInput,
  targets: readonly AuthorisedTarget[],
  extra: readonly Arg[],
  { files, runId }: GivenToRun,
): readonly Part[] {
  const { mode, delay_ms, request_timeout_sec, threads } = input;
  return [
    flag(mode),
    [flag('-z'), flag('--no-color')],
    mode === 'dns' ? asking(targets) : requesting(input, targets),
    mode !== 'dns' && userAgent('--useragent', runId),
    files.flatMap((list) => [flag('-w'), filePath(list)]),
    option('-t', threads),
    delay_ms !== undefined && option('--delay', withUnit(delay_ms, 'ms')),
    request_timeout_sec !== undefined && option('--timeout', withUnit(request_timeout_sec, 's')),
    extra,
  ];
}

/**
 * Requests go to the pinned address, and the Host header names the host. There is no way to tell gobuster a name for TLS, so
 * that it could only ever refuse the certificate: -k leaves that out.
 */
function requesting(
  { mode, extensions, status_codes, exclude_lengths }: GobusterInput,
  targets: readonly AuthorisedTarget[],
): readonly Arg[] {
  const site = named(targets, 'target');
  const domain = targets.find(({ field }) => field === 'domain');
  const words: readonly (readonly Arg[])[] = [
    [flag('-u'), pinnedUrl(site)],
    mode === 'dir' && site.answers.length > 0 ? hostHeader('-H', site) : [],
    domain === undefined ? [] : [...targetOption('--domain', domain), flag('--append-domain')],
    site.url?.scheme === 'https' ? [flag('-k')] : [],
    extensions === undefined ? [] : option('-x', valueText(extensions.join(','))),
    // The list of refused codes goes before that of wanted ones: empty, it lets them count.
    status_codes === undefined
      ? []
      : [...option('-s', valueText(status_codes.join(','))), flag('--status-codes-blacklist=')],
    exclude_lengths === undefined ? [] : option('--exclude-length', valueText(exclude_lengths.join(','))),
  ];
  return words.flat();
}

/**
 * The resolver is ours by address: Go's own one dials it for every question. The domain is rooted, since that resolver would try
 * the search list of the machine behind every word otherwise.
 */
const asking = (targets: readonly AuthorisedTarget[]): readonly Arg[] => [
  ...rootedOption('-d', named(targets, 'target')),
  flag('-r'),
  addressPort(named(targets, 'server'), dnsPort),
  flag('-i'),
];

function named(targets: readonly AuthorisedTarget[], field: string): AuthorisedTarget {
  const target = targets.find((one) => one.field === field);
  if (target === undefined) throw new Error(`gobuster has no ${field}`);
  return target;
}
