import { givenAs, instead, none, sets, type FlagSpec, type Grammar } from '../../../argv/grammar.ts';
import { int, oneOf, seconds } from '../../../argv/value-spec.ts';

const elsewhere = 'It sends the request somewhere else than the scope has judged.';
const files =
  'curl reads and writes no files here; the result holds status, headers and the start of the body.';
const body = 'Requests have no body here: GET, HEAD and OPTIONS.';
const redirects = 'Redirects are followed already, each judged anew; max_redirects bounds them.';
const secrets = 'Command lines are recorded, so that credentials have no place in them.';

const header = givenAs('headers', { advice: 'Give headers={"Accept": "text/html"}.' });

const refused = (advice: string, ...flags: readonly string[]): Grammar =>
  Object.fromEntries(flags.map((flag): [string, FlagSpec] => [flag, instead(advice)]));

/** curl's flags as people write them. */
export const httpProbeGrammar: Grammar = {
  '-I': sets('method', 'HEAD'),
  '--head': sets('method', 'HEAD'),
  '-X': sets('method', oneOf(['GET', 'HEAD', 'OPTIONS'])),
  '--request': sets('method', oneOf(['GET', 'HEAD', 'OPTIONS'])),
  '-k': sets('insecure', true),
  '--insecure': sets('insecure', true),
  '-L': instead(redirects),
  '--location': instead(redirects),
  '--max-redirs': sets('max_redirects', int(0, 5)),
  '-m': sets('max_time_sec', seconds(1, 60)),
  '--max-time': sets('max_time_sec', seconds(1, 60)),
  '--http1.0': sets('http_version', '1.0'),
  '--http1.1': sets('http_version', '1.1'),
  '--http2': sets('http_version', '2'),
  '-i': none,
  '-s': none,
  '-S': none,
  '-v': instead('The result holds status, headers and address already.'),
  '-H': header,
  '--header': header,
  '-A': instead('Give headers={"User-Agent": "…"}.'),
  '-e': instead('Give headers={"Referer": "…"}.'),
  '--compressed': instead('Answers are read as they are, never unpacked.'),
  '--url': givenAs('target', { advice: 'Give the URL as target.' }),
  ...refused(
    elsewhere,
    '-x',
    '--proxy',
    '--preproxy',
    '--socks5',
    '--socks5-hostname',
    '--socks4',
    '--resolve',
  ),
  ...refused(
    elsewhere,
    '--connect-to',
    '--dns-servers',
    '--doh-url',
    '--unix-socket',
    '--interface',
    '--next',
  ),
  ...refused(
    files,
    '-o',
    '-O',
    '-J',
    '-K',
    '-D',
    '-T',
    '-F',
    '--config',
    '--output',
    '--trace',
    '--trace-ascii',
  ),
  ...refused(
    files,
    '--stderr',
    '--hsts',
    '--alt-svc',
    '--netrc',
    '--cacert',
    '--libcurl',
    '--upload-file',
    '-w',
  ),
  ...refused(body, '-d', '--data', '--data-raw', '--data-binary', '--data-urlencode', '--json'),
  ...refused(secrets, '-u', '--user', '-b', '--cookie', '-c', '--oauth2-bearer', '-E', '--cert', '--key'),
};
