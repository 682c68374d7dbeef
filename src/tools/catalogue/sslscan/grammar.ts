import { givenAs, instead, none, sets, type Grammar } from '../../../argv/grammar.ts';
import { spelled } from '../../../argv/spelling.ts';
import { int } from '../../../argv/value-spec.ts';
import { starttlsFlags, versionFlags } from './params.ts';

const files = 'sslscan reads and writes no files here; the report is parsed already.';

/** The flags of sslscan that callers may bring, and what to do instead of the others. */
export const sslscanGrammar: Grammar = {
  ...setsEach('starttls', starttlsFlags),
  ...setsEach('tls_version', versionFlags),
  '--show-certificate': sets('show_certificate', true),
  '--no-ciphersuites': none,
  '--no-compression': none,
  '--no-groups': none,
  '--no-heartbleed': none,
  '--no-renegotiation': none,
  '--bugs': none,
  '--sleep': spelled(int(0, 1000), 'equals'),
  '--sni-name': givenAs('sni'),
  '--timeout': instead('It is 3 seconds a connection; timeout_sec bounds the whole run.'),
  '--tlsall': instead('Leave tls_version out: every version is tried.'),
  '-4': instead('Give an IPv4 address as target.'),
  '-6': instead('Give an IPv6 address as target.'),
  '--ocsp': instead('It asks a server that the certificate names.'),
  '--targets': instead('Give one host as target in each call.'),
  '--xml': instead(files),
  '--pk': instead(files),
  '--pkpass': instead(files),
  '--certs': instead(files),
};

function setsEach(param: string, flags: Readonly<Record<string, string>>): Grammar {
  return Object.fromEntries(Object.entries(flags).map(([value, flag]) => [flag, sets(param, value)]));
}
