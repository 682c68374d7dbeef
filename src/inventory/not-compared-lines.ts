import type { LookedAtAlone, NotCompared } from './change.ts';

/** What only one of two runs looked at, in a line or two; none where both looked at the same. */
export function notComparedLines({
  before,
  after,
  open_ports,
  services,
  certificates,
}: NotCompared): readonly string[] {
  const sides = [
    ...sideParts(before, 'only the first run looked at'),
    ...sideParts(after, 'only the second run looked at'),
  ];
  const facts = Object.entries({ open_ports, services, certificates })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${count === 1 ? singular[what] : what.replace('_', ' ')}`);
  return [
    ...(sides.length === 0 ? [] : [`Not compared: ${sides.join('; ')}.`]),
    ...(facts.length === 0 ? [] : [`Told by one run alone, or not in the same way: ${facts.join(', ')}.`]),
  ];
}

const singular: Readonly<Record<string, string>> = {
  open_ports: 'open port',
  services: 'service',
  certificates: 'certificate',
};

function sideParts({ addresses, ports }: LookedAtAlone, who: string): readonly string[] {
  const { count, ranges } = addresses;
  const places =
    count === 0 ? [] : [`${count} ${count === 1 ? 'address' : 'addresses'} (${some(ranges, 4)})`];
  const listed = ports.map((one) => `${one.protocol} ports ${some(one.ports.split(','), 12)}`);
  const parts = [...places, ...listed];
  return parts.length === 0 ? [] : [`${who} ${parts.join(' and ')}`];
}

const some = (parts: readonly string[], most: number): string =>
  parts.length <= most ? parts.join(',') : `${parts.slice(0, most).join(',')}, +${parts.length - most} more`;
