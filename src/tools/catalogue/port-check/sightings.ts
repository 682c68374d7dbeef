import type { PortArea, Seen } from '../../../inventory/sighting.ts';
import { mergePorts } from '../../../scope/ports.ts';
import { areaList } from '../../area-list.ts';
import { behindOptions, rangesFor, valuesOf } from '../../looked-at.ts';
import type { PortCheck, PortCheckResult } from './result.ts';

/** What the checks saw. A host that sent a reset is there as well as one with an open port. */
export function portCheckSightings(result: PortCheckResult, argv: readonly string[]): Seen {
  const { checks, partial, damaged } = result;
  const hosts = [...Map.groupBy(checks, ({ address }) => address)];
  return {
    hosts: hosts.map(([address, own]) => ({
      address,
      state: own.some(({ state }) => state !== 'filtered') ? 'up' : 'unknown',
      ports: own
        .filter(({ state }) => state === 'open')
        .map(({ port }) => ({ port, protocol: 'tcp', state: 'open' })),
    })),
    asked: [],
    areas: [
      ...areaList(hosts.flatMap(([address, own]) => stateAreas(address, own))),
      ...unlistedArea(result, argv),
    ],
    partial: partial || damaged,
  };
}

const stateAreas = (address: string, checks: readonly PortCheck[]): readonly PortArea[] =>
  (['closed', 'filtered'] as const).flatMap((state) => {
    const ports = checks.filter((check) => check.state === state).map(({ port }) => ({ lo: port, hi: port }));
    return ports.length === 0
      ? []
      : {
          addresses: [address],
          protocol: 'tcp',
          ports: { kind: 'listed', ranges: mergePorts(ports) },
          state,
        };
  });

/** Where every open port is listed, the checks that are counted alone were of ports that are not open. */
function unlistedArea(
  { checks, counts, omitted, partial, damaged }: PortCheckResult,
  argv: readonly string[],
): readonly PortArea[] {
  const open = checks.filter(({ state }) => state === 'open').length;
  if (partial || damaged || omitted === 0 || open < counts.open) return [];
  const ranges = rangesFor(valuesOf(argv, '--ports').join(','), 'tcp');
  const addresses = behindOptions(argv);
  return [{ addresses, protocol: 'tcp', ports: { kind: 'listed', ranges }, state: 'not_open' }];
}
