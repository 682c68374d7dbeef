import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readTarget, type Target } from './target.ts';

/** A web address, read: its host is one address or one name. */
export interface WebAddress {
  readonly scheme: 'http' | 'https';
  readonly host: Target;
  readonly port: number;
  /** Path and query, from the first `/`, as the URL standard writes them. */
  readonly path: string;
}

/** The longest web address. */
export const longestUrl = 2048;

/**
 * Reads a web address, strictly: lower-case scheme, a host that every program reads alike, no user, no fragment, none of the
 * characters that some client gives a meaning. Our host and that of the URL standard must agree.
 */
export function parseUrl(text: string, field: string): Result<WebAddress> {
  const slip = text.length > longestUrl ? 'it is longer than 2048 characters' : characterSlip(text);
  if (slip !== null) return err(notUrl(text, field, slip));
  const [, scheme, name = '', digits, path = '/'] = shape.exec(text) ?? [];
  if (scheme !== 'http' && scheme !== 'https') return err(notUrl(text, field, shapeSlip(text)));
  const host = readTarget(name);
  if (host === null || (host.kind !== 'host' && host.kind !== 'address'))
    return err(notUrl(text, field, `its host ${quote(name)} is neither one address nor one name`));
  const port = digits === undefined ? defaultPorts[scheme] : Number(digits);
  if (port > 65_535) return err(notUrl(text, field, 'its port is not a number from 1 to 65535'));
  const standard = new URL(text);
  const same = standard.hostname === host.text && Number(standard.port || defaultPorts[scheme]) === port;
  if (!same) return err(notUrl(text, field, 'programs may read its host in different ways'));
  return ok({ scheme, host, port, path: `${standard.pathname}${standard.search}` || path });
}

/** Writes a web address with another host in the place of its own; the default port is left out. */
export const writeUrl = ({ scheme, port, path }: WebAddress, host: string): string =>
  `${scheme}://${host}${port === defaultPorts[scheme] ? '' : `:${port}`}${path}`;

const defaultPorts = { http: 80, https: 443 } as const;

const shape = /^(https?):\/\/([A-Za-z0-9.-]+)(?::([1-9][0-9]{0,4}))?(\/.*)?$/;

function characterSlip(text: string): string | null {
  const at = text.search(/[^!-~]/u);
  if (at >= 0) return `character ${at + 1} is not printable ASCII`;
  const bad = /[\\{}[\]"'`^|<>#]/.exec(text);
  if (bad !== null) return `it holds ${quote(bad[0])}, which programs read in different ways`;
  return /%(?![0-9A-Fa-f]{2})/.test(text)
    ? 'it holds a % that is not followed by two hexadecimal digits'
    : null;
}

function shapeSlip(text: string): string {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return 'it has no scheme';
  if (scheme !== 'http' && scheme !== 'https')
    return `its scheme is ${quote(scheme)}; http and https are known`;
  const authority = text.slice(scheme.length + 3).split('/')[0] ?? '';
  if (authority.includes('@')) return 'it holds a user; a web address has a host alone';
  if (authority.includes(':')) return 'its port is not a number from 1 to 65535';
  return 'it is not scheme, host, port and path';
}

const notUrl = (text: string, field: string, why: string): Failure =>
  failure('input.invalid', `${field} ${quote(text)} is not a web address that is accepted: ${why}.`, {
    field,
    next: ['Give a web address such as http://10.0.0.5:8080/path or https://www.lab.internal/.'],
  });
