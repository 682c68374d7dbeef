import { addressRanges } from '../output/ranges.ts';
import type { ResultRow, ResultRows } from '../output/result-rows.ts';
import type { InventoryHost, InventoryPort } from './inventory.ts';
import { oneLine } from './one-line.ts';

/** What an inventory is told as. */
export type InventoryView = 'hosts' | 'ports' | 'services';

/** An inventory as rows, for tables of any kind; what targets chose is one line of visible characters. */
export function inventoryRows(view: InventoryView, hosts: readonly InventoryHost[]): ResultRows {
  const columns = columnsOf[view];
  const rows =
    view === 'services' ? serviceRows(hosts) : view === 'ports' ? portRows(hosts) : hosts.map(hostRow);
  return { columns, rows: rows.map((fields) => rowOf(columns, fields)) };
}

const seenColumns = ['first_seen', 'last_seen', 'run'] as const;

const columnsOf = {
  hosts: ['address', 'state', 'names', 'os', 'open', ...seenColumns],
  ports: [
    'address',
    'port',
    'state',
    'service',
    'product',
    'version',
    'certificate',
    'until',
    ...seenColumns,
  ],
  services: ['service', 'product', 'version', 'hosts', 'ports', 'addresses', 'last_seen'],
} as const satisfies Readonly<Record<InventoryView, readonly string[]>>;

type Fields = Readonly<Record<string, string | number | null>>;

const rowOf = (columns: readonly string[], fields: Fields): ResultRow =>
  new Map(columns.map((column) => [column, visible(fields[column] ?? null)]));

const visible = (value: string | number | null): string | number | null =>
  typeof value === 'string' ? oneLine(value, longestCell) : value;

const longestCell = 400;

const hostRow = ({ address, state, names, os, ports, ...host }: InventoryHost): Fields => ({
  address,
  state: state?.value ?? null,
  names: names?.value.join(' ') ?? null,
  os: os?.value ?? null,
  open: ports.filter(isOpen).map(portText).join(' '),
  first_seen: timeText(host.first_seen),
  last_seen: timeText(host.last_seen),
  run: state?.run ?? ports.at(0)?.state.run ?? null,
});

const portRows = (hosts: readonly InventoryHost[]): readonly Fields[] =>
  hosts.flatMap(({ address, ports }) =>
    ports.map((port) => ({
      address,
      port: portText(port),
      state: port.state.value,
      ...port.service?.value,
      certificate: port.certificate?.value?.subject ?? null,
      until: port.certificate?.value?.not_after ?? null,
      first_seen: timeText(port.first_seen),
      last_seen: timeText(port.last_seen),
      run: port.state.run,
    })),
  );

/** Each service that is open somewhere once, the most common first. */
function serviceRows(hosts: readonly InventoryHost[]): readonly Fields[] {
  const places = hosts.flatMap(({ address, ports }) =>
    ports.filter(isOpen).map((port) => ({ address, port, service: port.service?.value ?? null })),
  );
  const groups = Map.groupBy(places, ({ service, port }) =>
    JSON.stringify([service?.service ?? portText(port), service?.product ?? null, service?.version ?? null]),
  );
  return [...groups.values()]
    .map((group) => {
      const addresses = [...new Set(group.map(({ address }) => address))];
      return {
        service: group[0]?.service?.service ?? null,
        product: group[0]?.service?.product ?? null,
        version: group[0]?.service?.version ?? null,
        hosts: addresses.length,
        ports: [...new Set(group.map(({ port }) => portText(port)))].join(' '),
        addresses: addressRanges(addresses, 12),
        last_seen: timeText(Math.max(...group.map(({ port }) => port.last_seen))),
      };
    })
    .toSorted((a, b) => b.hosts - a.hosts);
}

const isOpen = ({ state }: InventoryPort): boolean => state.value === 'open';

const portText = ({ protocol, port }: InventoryPort): string => `${port}/${protocol}`;

/** To the second, in UTC. */
const timeText = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
