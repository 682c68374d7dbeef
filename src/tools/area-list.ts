import type { PortArea } from '../inventory/sighting.ts';

/** Puts the addresses of areas that are alike but for them together: hosts of one kind have the same ports. */
export function areaList(areas: readonly PortArea[]): readonly PortArea[] {
  const groups = Map.groupBy(areas, ({ protocol, ports, state }) => JSON.stringify([protocol, ports, state]));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : { ...first, addresses: [...first.addresses, ...others.flatMap(({ addresses }) => addresses)] },
  );
}
