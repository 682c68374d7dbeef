import { expect, test } from 'vitest';
import { parseAddress } from '../scope/address.ts';
import { areaIndex } from './area-index.ts';
import { looked } from './fixtures/sightings.ts';

const areas = [
  looked('10.0.0.5', 1),
  looked('10.0.0.0/24', 2),
  { ...looked('10.0.0.5', 3), addresses: ['10.0.0.5', '10.0.0.4-6', 'fd00::0:1', 'no address'] },
];

const portsAt = (text: string): readonly number[] => {
  const address = parseAddress(text);
  if (address === null) throw new Error(`${text} is no address`);
  return areaIndex(areas)(address).flatMap(({ ports }) =>
    ports.kind === 'listed' ? ports.ranges.map(({ lo }) => lo) : [],
  );
};

test.each([
  ['10.0.0.5', [1, 2, 3]],
  ['10.0.0.6', [2, 3]],
  ['10.0.0.7', [2]],
  ['fd00::1', [3]],
  ['10.0.1.5', []],
])('the areas of %s are found once each, in their order', (address, ports) => {
  expect(portsAt(address)).toEqual(ports);
});
