import type { InventoryHost, InventoryPort, Span } from './inventory.ts';

/** What is wanted of an inventory; what is absent does not matter. */
export interface Selection {
  readonly port?: number | undefined;
  /** It was seen then or later, milliseconds since the Unix epoch. */
  readonly since?: number | undefined;
}

/** The hosts that fit, with the ports that fit; with a port, those alone that had it open once. */
export function selectHosts(
  hosts: readonly InventoryHost[],
  { port, since = -Infinity }: Selection,
): readonly InventoryHost[] {
  const isLate = ({ last_seen }: Span): boolean => last_seen >= since;
  const fits = (one: InventoryPort): boolean => isLate(one) && (port === undefined || one.port === port);
  return hosts
    .filter(isLate)
    .map((host) => ({ ...host, ports: host.ports.filter(fits) }))
    .filter(({ ports }) => port === undefined || ports.length > 0);
}
