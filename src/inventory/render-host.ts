import type { Certificate } from './certificate.ts';
import type { InventoryHost, InventoryPort, Span } from './inventory.ts';
import { oneLine } from './one-line.ts';

/** All that is known of a host, a line for each fact of it: since when, until when, and by which run. */
export function renderHost({ address, state, names, os, ports, ...host }: InventoryHost): readonly string[] {
  const facts = [
    ...(names === null || names.value.length === 0
      ? []
      : [`  names ${oneLine(names.value.join(' '))}  (${seenText(names)}, ${names.run})`]),
    ...(os === null ? [] : [`  system, as guessed: ${oneLine(os.value)}  (${seenText(os)}, ${os.run})`]),
  ];
  const stood = state === null ? 'not asked' : `${state.value} by ${state.run}`;
  return [`${address}  ${stood}  (${seenText(host)})`, ...facts, ...ports.flatMap(portLines)];
}

function portLines(port: InventoryPort): readonly string[] {
  const { protocol, state, service, certificate } = port;
  const words = [service?.value.service, service?.value.product, service?.value.version]
    .filter((word) => word !== null && word !== undefined)
    .map((word) => oneLine(word, 60));
  const shown = certificate?.value ?? null;
  return [
    `  ${[`${port.port}/${protocol}`, state.value, ...words].join(' ')}  (open ${seenText(port)}, ${state.run})`,
    ...(shown === null ? [] : [`    certificate ${certificateText(shown)}`]),
  ];
}

const certificateText = ({ subject, not_after }: Certificate): string =>
  [
    ...(subject === null ? [] : [oneLine(subject, 80)]),
    ...(not_after === null ? [] : [`until ${not_after}`]),
  ].join(' ');

/** When a thing was seen: once, or first and last. */
const seenText = ({ first_seen: first, last_seen: last }: Span): string =>
  first === last ? timeText(first) : `${timeText(first)} to ${timeText(last)}`;

/** To the minute, in UTC. */
const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
