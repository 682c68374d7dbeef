import { err, ok, type Result } from '../kernel/result.ts';
import { longestUrl } from './longest-url.ts';
import { readTarget, type Target } from './target.ts';
import { urlSlip } from './url-slip.ts';

/** A web address, read: its host is one address or one name. */
export interface WebAddress {
  readonly scheme: 'http' | 'https';
  readonly host: Target;
  readonly port: number;
  /** Path and query, from the first `/`, as the URL standard writes them. */
  readonly path: string;
}

/**
 * Reads a web address, strictly: lower-case scheme, a host that every program reads alike, no user, no fragment, none of the
 * characters that some client gives a meaning. Anything else is `input.invalid` with what is wrong about it.
 */
export function parseUrl(text: string, field: string): Result<WebAddress> {
  const web = readUrl(text);
  return web === null ? err(urlSlip(text, field, readUrl)) : ok(web);
}

/** Reads a web address as `parseUrl` does, without a diagnosis: null where it is none. */
export function readUrl(text: string): WebAddress | null {
  if (text.length > longestUrl) return null;
  const [, scheme, name = '', digits] = shape.exec(text) ?? [];
  if (scheme !== 'http' && scheme !== 'https') return null;
  const host = readTarget(name);
  if (host === null || (host.kind !== 'host' && host.kind !== 'address')) return null;
  const port = digits === undefined ? defaultPorts[scheme] : Number(digits);
  if (port > 65_535) return null;
  // The other opinion: whoever reads by the standard must find our host and our port.
  const standard = URL.parse(text);
  if (standard === null || standard.hostname !== host.text) return null;
  if (Number(standard.port || defaultPorts[scheme]) !== port) return null;
  return { scheme, host, port, path: standard.href.slice(standard.origin.length) };
}

/** Writes a web address with another host in the place of its own; the default port is left out. */
export const writeUrl = ({ scheme, port, path }: WebAddress, host: string): string =>
  `${scheme}://${host}${port === defaultPorts[scheme] ? '' : `:${port}`}${path}`;

const defaultPorts = { http: 80, https: 443 } as const;

const shape =
  /^(https?):\/\/([A-Za-z0-9.-]+)(?::([1-9][0-9]{0,4}))?(?:\/(?:[A-Za-z0-9!$&()*+,\-./:;=?@_~]|%[0-9A-Fa-f]{2})*)?$/;
