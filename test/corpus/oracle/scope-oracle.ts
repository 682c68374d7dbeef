import { BlockList, isIP } from 'node:net';

/**
 * The scope of the corpus, written a second time with another library: what the guard lets through is judged here by nothing
 * that the guard is made of.
 */
const allowed = new BlockList();
allowed.addSubnet('10.77.0.0', 25, 'ipv4');
allowed.addRange('fd77::10', 'fd77::1f', 'ipv6');

const denied = new BlockList();
denied.addAddress('10.77.0.1', 'ipv4');
denied.addAddress('10.77.0.20', 'ipv4');
denied.addSubnet('10.77.0.64', 28, 'ipv4');
denied.addAddress('fd77::1', 'ipv6');
denied.addAddress('fd77::1f', 'ipv6');

/** What the denied name resolves to unless a call says otherwise. */
export const defaultDenied: readonly string[] = ['10.77.0.21'];

const mayTouch = (address: string): boolean => {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return isIP(address) !== 0 && allowed.check(address, family) && !denied.check(address, family);
};

/** Says what is wrong with a word that a program sends packets to: an address, `a/n`, `a-b` or `a-octet`; null where nothing is. */
export function objectionTo(word: string, deniedNow: readonly string[]): string | null {
  const listed = expand(word);
  if (listed === null) return `${word} is no address that every program reads alike`;
  const bad = listed.find((address) => !mayTouch(address) || deniedNow.includes(address));
  return bad === undefined ? null : `${word} touches ${bad}`;
}

/** True for a name that the corpus lets be looked up or sent to. */
export const nameAllowed = (name: string): boolean =>
  name === 'printer.office.internal' ||
  (/^(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:lab|apps)\.internal$/.test(name) && !isDenied(name));

/** True for a domain of which a program may make names by words that nobody has judged. */
export const namesBelowAllowed = (domain: string): boolean =>
  nameAllowed(`some-word.${domain}`) &&
  !isDenied(domain) &&
  !['evil.lab.internal', 'dmz.lab.internal'].some((name) => name.endsWith(`.${domain}`));

const isDenied = (name: string): boolean =>
  name === 'evil.lab.internal' || name.endsWith('.dmz.lab.internal');

/** Every address of a word; null where it is none, or covers more than the corpus allows. */
function expand(word: string): readonly string[] | null {
  if (isIP(word) !== 0) return isCanonical(word) ? [word] : null;
  const block = /^([^/]+)\/(\d{1,3})$/.exec(word);
  if (block?.[1] !== undefined)
    return isIP(block[1]) === 4 ? block4(block[1], Number(block[2])) : block6(block[1], Number(block[2]));
  const [start = '', end = ''] = word.split('-');
  if (isIP(start) === 4) {
    const last = /^\d{1,3}$/.test(end) ? start.replace(/\d+$/, end) : end;
    return isIP(last) === 4 ? between(numberOf(start), numberOf(last)) : null;
  }
  return isIP(start) === 6 && isIP(end) === 6 ? between6(start, end) : null;
}

function block4(base: string, prefix: number): readonly string[] | null {
  if (prefix < 24 || prefix > 32) return null;
  const lo = numberOf(base);
  return lo % 2 ** (32 - prefix) === 0 ? between(lo, lo + 2 ** (32 - prefix) - 1) : null;
}

const between = (lo: number, hi: number): readonly string[] | null =>
  lo > hi || hi - lo > 256
    ? null
    : Array.from({ length: hi - lo + 1 }, (_, at) =>
        [24, 16, 8, 0].map((shift) => ((lo + at) >>> shift) & 255).join('.'),
      );

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** Only the last group differs in what the corpus allows. */
function block6(base: string, prefix: number): readonly string[] | null {
  const last = lastGroup(base);
  const size = 2 ** (128 - prefix);
  if (prefix < 120 || prefix > 128 || last === null || last % size !== 0) return null;
  return Array.from({ length: size }, (_, at) => `fd77::${(last + at).toString(16)}`);
}

function between6(start: string, end: string): readonly string[] | null {
  const [lo, hi] = [lastGroup(start), lastGroup(end)];
  if (lo === null || hi === null || lo > hi) return null;
  return Array.from({ length: hi - lo + 1 }, (_, at) => `fd77::${(lo + at).toString(16)}`);
}

const lastGroup = (address: string): number | null => {
  const group = /^fd77::([0-9a-f]{1,2})$/.exec(address)?.[1];
  return group === undefined ? null : Number.parseInt(group, 16);
};

const isCanonical = (address: string): boolean =>
  isIP(address) === 4
    ? between(numberOf(address), numberOf(address))?.[0] === address
    : address === address.toLowerCase();
