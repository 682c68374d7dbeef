import type { UrlFacts } from '../scope/authorised-target.ts';

/** Every word in which a command line may name an authorised web address or the one machine behind it. */
export const urlWords = (url: UrlFacts): readonly string[] => [
  url.named,
  url.pinned,
  url.host,
  url.address,
  hostAndPort(url),
  hostAndPort(url),
  connection(url),
];

/** `www.lab.internal:443`. */
export const hostAndPort = ({ host, port }: UrlFacts): string => `${host}:${port}`;

/** What curl's `--connect-to` takes: packets for the host go to the pinned address and nowhere else. */
export const connection = ({ host, port, address }: UrlFacts): string =>
  `${host}:${port}:${address.includes(':') ? `[${address}]` : address}:${port}`;
