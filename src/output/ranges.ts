/** Numbers as sorted ranges: `22,80-82`. */
export const numberRanges = (numbers: Iterable<number>): string =>
  runs(numbers)
    .map(([lo, hi]) => span(lo, hi))
    .join(',');

/**
 * Addresses as sorted ranges, which is what keeps a network's worth of hosts readable: `10.0.0.4-8, .10, 10.0.1.7`. A part
 * that starts with a dot belongs to the network before it. Anything but IPv4 stands for itself. At most `most` parts.
 */
export function addressRanges(addresses: Iterable<string>, most = 24): string {
  const networks = new Map<string, number[]>();
  const others = new Set<string>();
  for (const address of addresses) {
    const [, network, last] = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.(\d{1,3})$/.exec(address) ?? [];
    if (network === undefined || last === undefined) others.add(address);
    else networks.set(network, [...(networks.get(network) ?? []), Number(last)]);
  }
  const parts = [...networks]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([network, hosts]) =>
      runs(hosts).map(([lo, hi], index) => `${index === 0 ? network : ''}.${span(lo, hi)}`),
    )
    .concat([...others].toSorted());
  const left = parts.length - most;
  return left > 0 ? `${parts.slice(0, most).join(', ')}, +${left} more` : parts.join(', ');
}

const span = (lo: number, hi: number): string => (lo === hi ? `${lo}` : `${lo}-${hi}`);

const rank = (network: string): number =>
  network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

function runs(numbers: Iterable<number>): (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const next of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const open = found.at(-1);
    if (open !== undefined && open[1] === next - 1) open[1] = next;
    else found.push([next, next]);
  }
  return found;
}
