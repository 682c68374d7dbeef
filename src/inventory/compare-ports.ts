import { formatPorts, mergePorts } from '../scope/ports.ts';
import type { PortRange } from '../scope/scope.ts';
import type { PortChange, PortsChange } from './change.ts';
import { portKey, type HostPicture } from './picture.ts';
import { commonTop, portCuts, topOf, type PortCut } from './port-cuts.ts';
import { hasChanged, type PortState } from './port-state.ts';
import { serviceOf } from './service-of.ts';
import type { Protocol } from './sighting.ts';

/** The ports of one protocol on a host, as two sightings tell of them. */
export interface PortsCompared {
  readonly changes: readonly (PortChange | PortsChange)[];
  /** Ports that are open in both. */
  readonly stillOpen: readonly number[];
  /** Ports that only one of the two looked at. */
  readonly onlyBefore: Alone;
  readonly onlyAfter: Alone;
}

/** Ports by number, how many of them are open, and how many most common ones whose numbers are not known. */
export interface Alone {
  readonly ranges: readonly PortRange[];
  readonly open: number;
  readonly top: number | null;
}

/** Compares the states of ports, where both looked. */
export function comparePorts(
  address: string,
  protocol: Protocol,
  before: HostPicture,
  after: HostPicture,
): PortsCompared {
  const told = portCuts(protocol, [before, after]).map((cut) => ({
    cut,
    from: before.portState(protocol, cut.lo, cut.rank),
    to: after.portState(protocol, cut.lo, cut.rank),
  }));
  const changed = told.flatMap(({ cut, from, to }) =>
    from !== null && to !== null && hasChanged(from, to) ? [{ cut, from, to }] : [],
  );
  const openSide = (from: PortState): HostPicture => (from === 'open' ? before : after);
  return {
    changes: [
      ...changed.filter(isOfOpen).flatMap(({ cut, from, to }) => {
        const open = serviceOf(openSide(from).ports.get(portKey(protocol, cut.lo)));
        return { kind: 'port', address, protocol, port: cut.lo, from, to, open } as const;
      }),
      ...closedChanges(changed.filter((one) => !isOfOpen(one))).map((one) => ({
        kind: 'ports' as const,
        address,
        protocol,
        ...one,
      })),
      ...topChange(address, protocol, before, after),
    ],
    stillOpen: told.filter(({ from, to }) => from === 'open' && to === 'open').map(({ cut }) => cut.lo),
    onlyBefore: alone(
      told.filter(({ to }) => to === null),
      ({ from }) => from,
      aloneTop(protocol, before, after),
    ),
    onlyAfter: alone(
      told.filter(({ from }) => from === null),
      ({ to }) => to,
      aloneTop(protocol, after, before),
    ),
  };
}

interface Told {
  readonly cut: PortCut;
  readonly from: PortState | null;
  readonly to: PortState | null;
}

interface Changed {
  readonly cut: PortCut;
  readonly from: PortState;
  readonly to: PortState;
}

const isOfOpen = ({ from, to }: Changed): boolean => from === 'open' || to === 'open';

/** Ports that changed alike, together. */
function closedChanges(changed: readonly Changed[]): readonly Pick<PortsChange, 'ports' | 'from' | 'to'>[] {
  const groups = Map.groupBy(changed, ({ from, to }) => `${from} ${to}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ports = formatPorts(mergePorts(group.map(({ cut }) => cut)));
    return { ports, from: first.from, to: first.to };
  });
}

/** Of the most common ports, those that neither names by number. */
function topChange(
  address: string,
  protocol: Protocol,
  before: HostPicture,
  after: HostPicture,
): readonly PortsChange[] {
  const count = commonTop(protocol, before, after);
  const from = topState(before, protocol);
  const to = topState(after, protocol);
  if (count === null || from === null || to === null || !hasChanged(from, to)) return [];
  return [{ kind: 'ports', address, protocol, ports: `top ${count}`, from, to }];
}

const topState = ({ areas }: HostPicture, protocol: Protocol): PortState | null =>
  areas.find((area) => area.protocol === protocol && area.ports.kind === 'top')?.state ?? null;

function aloneTop(protocol: Protocol, one: HostPicture, other: HostPicture): number | null {
  const own = topOf(one, protocol);
  return own !== null && own > (topOf(other, protocol) ?? 0) ? own : null;
}

const alone = (
  told: readonly Told[],
  stateOf: (one: Told) => PortState | null,
  top: number | null,
): Alone => {
  const looked = told.filter((one) => stateOf(one) !== null);
  return {
    ranges: mergePorts(looked.map(({ cut }) => ({ lo: cut.lo, hi: cut.hi }))),
    open: looked.filter((one) => stateOf(one) === 'open').length,
    top,
  };
};
