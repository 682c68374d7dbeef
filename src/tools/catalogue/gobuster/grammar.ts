import { bareWords, givenAs, instead, sets, type FlagSpec, type Grammar } from '../../../argv/grammar.ts';
import { int, seconds } from '../../../argv/value-spec.ts';
import { milliseconds, numberList, wordList } from './values.ts';

const elsewhere = 'Requests go to the target alone, as the scope has judged it.';
const files = 'gobuster reads the word list alone and writes nothing.';
const wordlist = givenAs('wordlist', { advice: 'Give the name of the list as wordlist.' });
const url = givenAs('target', { advice: 'Give the URL as target.' });
const header = 'Host is set by the target, for vhost by domain and the words; no other header is sent.';
const userAgent = 'It names the run, for whoever reads the logs of the target.';
const secrets = 'Command lines are recorded, so that credentials have no place in them.';

const refused = (advice: string, ...flags: readonly string[]): Grammar =>
  Object.fromEntries(flags.map((flag): [string, FlagSpec] => [flag, instead(advice)]));

const codes = numberList(100, 599, 20);
const lengths = numberList(0, 99_999_999, 20);

/** gobuster's flags as people write them; each is another spelling of a typed parameter, which knows its modes. */
export const gobusterGrammar: Grammar = {
  ...bareWords('mode', ['dir', 'vhost', 'dns']),
  '-u': url,
  '--url': url,
  '-w': wordlist,
  '--wordlist': wordlist,
  '-x': sets('extensions', wordList),
  '--extensions': sets('extensions', wordList),
  '-s': sets('status_codes', codes),
  '--status-codes': sets('status_codes', codes),
  '-t': sets('threads', int(1, 64)),
  '--threads': sets('threads', int(1, 64)),
  '--delay': sets('delay_ms', milliseconds(0, 60_000)),
  '--timeout': sets('request_timeout_sec', seconds(1, 60)),
  '--exclude-length': sets('exclude_lengths', lengths),
  '-a': instead(userAgent),
  '--useragent': instead(userAgent),
  '-b': instead('Give the wanted codes as status_codes=[200, 301].'),
  '-q': instead('It hides which requests failed.'),
  '-v': instead('The result holds what was found; what was not is counted.'),
  '-d': givenAs('target', {
    advice: 'For dns give the domain as target; for dir give backup endings as extensions=["bak", "old"].',
    beside: 'dns',
  }),
  '-r': givenAs('server', {
    advice: 'For dns give the DNS server as server; redirects are not followed.',
    beside: 'dns',
  }),
  '--resolver': givenAs('server'),
  '--domain': givenAs('target', { advice: 'For dns give it as target, for vhost as domain.', beside: 'dns' }),
  '-H': instead(header),
  '--headers': instead(header),
  '-f': instead('Give a word list whose words end with a slash.'),
  '-k': instead('It is set for https by itself.'),
  '-m': instead('Words are requested by GET.'),
  '--append-domain': instead('Give domain="lab.internal".'),
  '--wildcard': instead('Where every name has an answer, none tells anything.'),
  ...refused(elsewhere, '--follow-redirect', '--proxy'),
  ...refused(files, '-o', '--output', '-p', '--pattern', '-X', '--extensions-file', '--debug'),
  ...refused(
    secrets,
    '-c',
    '--cookies',
    '-U',
    '-P',
    '--username',
    '--password',
    '--client-cert-pem',
    '--client-cert-p12',
  ),
};
