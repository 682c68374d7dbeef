import { cleanField } from '../../../output/clean.ts';
import type { Found } from './result.ts';

const longestText = 120;
const mostAddresses = 16;

/**
 * Reads one line of what was found, or null:
 * `/admin (Status: 200) [Size: 10] [--> /x]` (dir), `Found: dev.lab.internal Status: 200 [Size: 33]` (vhost),
 * `Found: www.lab.internal [10.0.0.7,10.0.0.8]` (dns). The first status counts: what follows it may be the target's words.
 */
export function foundIn(text: string): Found | null {
  const line = text.startsWith(clearLine) ? text.slice(clearLine.length) : text;
  if (line.startsWith('/')) return answered(line, ' (Status: ', ') [Size: ');
  if (!line.startsWith(prefix)) return null;
  const rest = line.slice(prefix.length);
  return answered(rest, ' Status: ', ' [Size: ') ?? resolved(rest);
}

const clearLine = '\r\u001b[2K';
const prefix = 'Found: ';

/** A word, padded with spaces, and the status and size of its answer. */
function answered(line: string, beforeStatus: string, beforeSize: string): Found | null {
  const at = line.indexOf(beforeStatus);
  if (at < 1) return null;
  const status = line.slice(at + beforeStatus.length, at + beforeStatus.length + 3);
  const sizeAt = at + beforeStatus.length + 3;
  const size = /^(\d{1,12})\]/.exec(
    line.slice(sizeAt + beforeSize.length, sizeAt + beforeSize.length + 14),
  )?.[1];
  if (!/^\d{3}$/.test(status) || !line.startsWith(beforeSize, sizeAt) || size === undefined) return null;
  const after = line.slice(sizeAt + beforeSize.length + size.length + 1);
  const location = after.startsWith(' [--> ') ? after.slice(6).replace(/\]$/, '') : null;
  return {
    name: cleanField(line.slice(0, at).trimEnd(), longestText),
    status: Number(status),
    size: Number(size),
    location: location === null ? null : cleanField(location, longestText),
    addresses: [],
  };
}

/** A name, and the addresses that the DNS server gave for it. */
function resolved(line: string): Found | null {
  const [, name, list = ''] = /^([^\s[\]]{1,253}?)\.?(?: \[([^\]]{0,2000})\])?$/.exec(line) ?? [];
  if (name === undefined) return null;
  const addresses = list.split(',', mostAddresses).filter((part) => /^[0-9A-Fa-f.:]{2,45}$/.test(part));
  return { name: cleanField(name, longestText), status: null, size: null, location: null, addresses };
}
