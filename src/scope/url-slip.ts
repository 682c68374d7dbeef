import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { longestUrl } from './longest-url.ts';
import { readTarget } from './target.ts';

/** Says what is wrong with a text that is no web address. It only words the refusal: nothing here can accept anything. */
export function urlSlip(text: string, field: string, read: (text: string) => unknown): Failure {
  const why = diagnose(text);
  const meant = guesses(text).find((guess) => read(guess) !== null);
  return failure('input.invalid', `${field} ${quote(text)} is not a web address: ${why}.`, {
    field,
    next: [
      ...(meant === undefined ? [] : [`Send exactly ${quote(meant, 200)} where that is what you mean.`]),
      'Give a web address such as http://10.0.0.5:8080/path or https://www.lab.internal/.',
    ],
  });
}

/** Slips with one meaning: spaces around it, a missing scheme, one in capitals, a dot behind the name, a query without a path. */
const guesses = (text: string): readonly string[] =>
  text.length > 300
    ? []
    : [
        text.replace(/^ +/, '').replace(/ +$/, ''),
        `http://${text.replace(/^\/\//, '')}`,
        text.replace(/^https?:\/\//i, (scheme) => scheme.toLowerCase()),
        text.replace(/^(https?:\/\/[^/?:]+)\.(?=[/?:]|$)/, '$1'),
        text.replace(/^(https?:\/\/[^/?]+)\?/, '$1/?'),
        text.replace(/#.*$/, ''),
      ];

function diagnose(text: string): string {
  if (text === '') return 'it is empty';
  if (text.length > longestUrl) return `it has ${text.length} characters; the longest has ${longestUrl}`;
  return characterSlip(text) ?? schemeSlip(text) ?? authoritySlip(text) ?? pathSlip(text);
}

function characterSlip(text: string): string | null {
  const at = text.search(/[^!-~]/u);
  if (at < 0) return null;
  const code = text.codePointAt(at) ?? 0;
  return `character ${at + 1} is U+${code.toString(16).toUpperCase().padStart(4, '0')}; web addresses are printable ASCII without spaces`;
}

function schemeSlip(text: string): string | null {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
  if (scheme === 'http' || scheme === 'https') return null;
  if (scheme === undefined) return 'it does not begin with http:// or https://';
  return /^https?$/i.test(scheme)
    ? 'its scheme is not in lower case'
    : `its scheme is ${quote(scheme)}; http and https are known`;
}

/** What stands between the scheme and the path: where a text says one host to one program and another to the next. */
function authoritySlip(text: string): string | null {
  const authority = /^https?:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  if (authority === '') return 'its host is empty';
  if (authority.includes('\\')) return 'it holds a backslash, which some programs read as /';
  if (authority.includes('@')) return 'it holds a user (@); a web address has a host alone';
  if (authority.startsWith('['))
    return 'an IPv6 address is not accepted in a web address; give a name that has that address';
  const [name = '', ...port] = authority.split(':');
  if (port.length > 0 && !isPort(port.join(':'))) return 'its port is not a number from 1 to 65535';
  if (name.endsWith('.')) return 'its host ends with a dot, which not every program takes away';
  const host = readTarget(name);
  return host?.kind === 'host' || host?.kind === 'address'
    ? null
    : `its host ${quote(name)} is neither one address nor one name`;
}

function pathSlip(text: string): string {
  if (/^https?:\/\/[^/]*\?/.test(text)) return 'its query has no / before it';
  if (text.includes('#')) return 'it holds a fragment (#), which is never sent';
  const bad = /[\\{}[\]"'`^|<>]/.exec(text);
  if (bad !== null) return `it holds ${quote(bad[0])}, to which some programs give a meaning`;
  return /%(?![0-9A-Fa-f]{2})/.test(text)
    ? 'it holds a % that is not followed by two hexadecimal digits'
    : 'programs may read it in different ways';
}

const isPort = (text: string): boolean => /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65_535;
