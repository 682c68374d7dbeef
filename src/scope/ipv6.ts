/**
 * Reads an IPv6 address in hexadecimal groups. A zone id (`%eth0`) or a dotted tail (`::ffff:10.0.0.1`) is null: the first
 * means another machine on every host, the second hides an IPv4 address from IPv4 rules.
 */
export function parseIpv6(text: string): bigint | null {
  if (text.length > 39 || !text.includes(':')) return null;
  const [head, tail, more] = text.split('::');
  if (head === undefined || more !== undefined) return null;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const zeros = Array.from({ length: missing }, () => '0000');
  return BigInt(`0x${[...left, ...zeros, ...right].join('')}`);
}

/** Writes an IPv6 address as RFC 5952 asks: lower case, no leading zeros, the first longest run of zeros as `::`. */
export function formatIpv6(address: bigint): string {
  const digits = address.toString(16).padStart(32, '0');
  const groups = Array.from({ length: 8 }, (_, index) =>
    digits.slice(index * 4, index * 4 + 4).replace(/^0{1,3}/, ''),
  );
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function groupsOf(text: string): readonly string[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))
    ? groups.map((group) => group.padStart(4, '0'))
    : null;
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  }
  return best;
}
