import { namesBelow, oneHost, url, type Endpoint } from '../../../scope/endpoint.ts';
import { parseUrl } from '../../../scope/url.ts';
import type { NamedFile } from '../../tool.ts';
import type { GobusterInput } from './params.ts';

/** What each mode names on a network: where requests go, and names that are looked up or asked for. */
export function endpointsOf({ mode, target, domain, server }: GobusterInput): readonly Endpoint[] {
  switch (mode) {
    case 'dir':
      return [url(target)];
    case 'vhost': {
      const name = domain ?? nameIn(target);
      return name === null ? [url(target)] : [url(target), namesBelow(name, 'domain')];
    }
    case 'dns':
      // gobuster asks the server for the domain as well, once, to warn where it does not exist.
      return [namesBelow(target), oneHost(server ?? '', 'server')];
  }
}

/** The port that DNS servers are asked at. */
export const dnsPort = 53;

/** How many requests one host gets: those of the words, and the few by which gobuster learns what "not there" looks like. */
export function requestsOf({ mode, extensions = [] }: GobusterInput, [list]: readonly NamedFile[]): number {
  const words = list?.lines ?? 0;
  switch (mode) {
    case 'dir':
      return words * (1 + extensions.length) + 2;
    case 'vhost':
      return words + 2;
    case 'dns':
      // A and AAAA.
      return 2 * (words + 2);
  }
}

/** The name that a URL has for its host; null for an address, and for what is no URL. */
function nameIn(target: string): string | null {
  const web = parseUrl(target, 'target');
  return web.ok && web.value.host.kind === 'host' ? web.value.host.text : null;
}
