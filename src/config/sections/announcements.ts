import * as z from 'zod';
import { textOf, toggle, wholeNumber } from '../leaf.ts';

/** Who is told of a run before it sends packets. */
export const announcementsSection = z
  .strictObject({
    syslog: textOf(
      'empty, or `udp://` or `tcp://` with a host and a port, such as udp://10.0.0.9:514',
      /^(?:(?:udp|tcp):\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?)?$/,
      '',
      'A syslog server that is told of every run before it sends packets, as `udp://host:514` or `tcp://host:514`; empty for none.',
    ),
    webhook_url: textOf(
      'empty, or an http or https URL',
      /^(?:https?:\/\/\S+)?$/,
      '',
      'Where a JSON document about every run is posted before it sends packets; empty for nowhere. It may hold a secret.',
    ).meta({ secret: true }),
    webhook_secret: textOf(
      'empty, or a text of at least 16 characters',
      /^(?:.{16,})?$/,
      '',
      'Signs what is posted, by the Standard Webhooks scheme (HMAC-SHA256): a text of at least 16 characters, or `whsec_` and Base64; empty for no signature.',
    ).meta({ secret: true }),
    timeout_sec: wholeNumber({ min: 1, max: 60 }, 3, 'How long a run waits for each of them, seconds.'),
    mandatory: toggle(
      true,
      'Whether a run that could not be announced is refused; otherwise a warning is logged and it starts.',
    ),
  })
  .prefault({})
  .describe('Who is told of a run before it sends packets; nobody by default.');
