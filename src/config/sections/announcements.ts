import * as z from 'zod';
import { textOf, toggle, wholeNumber } from '../leaf.ts';
import { webhookKeys } from '../webhook-keys.ts';

/** Who is told of a run before it sends packets. */
export const announcementsSection = z
  .strictObject({
    syslog: textOf(
      'empty, or `udp://` or `tcp://` with a host and a port, such as udp://10.0.0.9:514',
      /^(?:(?:udp|tcp):\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?)?$/,
      '',
      'A syslog server that is told of every run before it sends packets, as `udp://host:514` or `tcp://host:514`; empty for none.',
    ),
    ...webhookKeys(
      'Where a JSON document about every run is posted before it sends packets; empty for nowhere. It may hold a secret.',
    ),
    timeout_sec: wholeNumber({ min: 1, max: 60 }, 3, 'How long a run waits for each of them, seconds.'),
    mandatory: toggle(
      true,
      'Whether a run that could not be announced is refused; otherwise a warning is logged and it starts.',
    ),
  })
  .prefault({})
  .describe('Who is told of a run before it sends packets; nobody by default.');
