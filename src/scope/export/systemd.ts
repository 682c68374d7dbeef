import type { Reach } from './reach.ts';
import { remarks, type Origin } from './remarks.ts';

/** The scope as a drop-in for a systemd service. */
export const toSystemd = (reach: Reach, origin: Origin): string =>
  `${remarks('a systemd drop-in', origin, reach, limits)}[Service]
IPAddressDeny=any
${[...reach.v4, ...reach.v6].map((block) => `IPAddressAllow=${block}\n`).join('')}`;

const limits = [
  'Put it into /etc/systemd/system/bailiwick.service.d/scope.conf. systemd filters addresses alone: ports are not held.',
  'It holds in both directions: clients or a resolver on this machine need the line IPAddressAllow=localhost.',
];
