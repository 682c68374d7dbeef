import type { UrlFacts } from '../scope/authorised-target.ts';

/** The words that lead a program to the pinned machine behind an authorised web address: it has no name to look up. */
export const pinningWords = (url: UrlFacts): readonly string[] => [url.pinned, url.address, connection(url)];

/** `www.lab.internal:443`. */
export const hostAndPort = ({ host, port }: UrlFacts): string => `${host}:${port}`;

/** What curl's `--connect-to` takes: packets for the host go to the pinned address and nowhere else. */
export const connection = ({ host, port, address }: UrlFacts): string =>
  `${host}:${port}:${address.includes(':') ? `[${address}]` : address}:${port}`;
