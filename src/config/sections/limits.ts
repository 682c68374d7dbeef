import * as z from 'zod';
import { toggle, wholeNumber } from '../leaf.ts';

const perMinute = (whose: string): z.ZodDefault<z.ZodInt> =>
  wholeNumber({ min: 0, max: 1_000_000 }, 0, `Calls ${whose} a minute in the long run; 0 for no limit.`);
const burst = (whose: string): z.ZodDefault<z.ZodInt> =>
  wholeNumber({ min: 1, max: 10_000 }, 10, `Calls ${whose} that may come at once beside that.`);

const rateLimits = z
  .strictObject({
    client_per_minute: perMinute('of one client'),
    client_burst: burst('of one client'),
    tool_per_minute: perMinute('of one tool'),
    tool_burst: burst('of one tool'),
    subnet_per_minute: perMinute('that touch one IPv4 /24 or IPv6 /64'),
    subnet_burst: burst('that touch one IPv4 /24 or IPv6 /64'),
  })
  .prefault({})
  .describe('How often calls are let in.');

/** How much runs at once, how long the rest waits, and how much of its output is on the disk. */
export const limitsSection = z
  .strictObject({
    global_concurrency: wholeNumber({ min: 1, max: 256 }, 4, 'Calls of all tools at once.'),
    queue_size: wholeNumber(
      { min: 0, max: 10_000 },
      32,
      'Calls that may wait for a free slot; one more is refused.',
    ),
    queue_wait_sec: wholeNumber(
      { min: 0, max: 3600 },
      30,
      'The longest that a call waits for a free slot, seconds.',
    ),
    rate: rateLimits,
    kill_grace_sec: wholeNumber(
      { min: 0, max: 60 },
      1,
      'Time between asking a process group to end and killing it, seconds.',
    ),
    output_hard_cap_bytes: wholeNumber(
      { min: 2 ** 20, max: 2 ** 46 },
      4 * 2 ** 30,
      'What a program may print, bytes of both streams together; one that prints more is stopped, whatever its deadline.',
    ),
    slice_addresses: wholeNumber(
      { min: 0, max: 65_536 },
      256,
      'The most addresses that nmap is started for at once, masscan for sixteen times as many: a larger range is scanned slice by slice, and a scan that was stopped can go on behind the last slice that was done; 0 for no slices.',
    ),
    share_identical_calls: toggle(
      false,
      'Let identical calls of one client that are under way at once share a run.',
    ),
    artifact_bytes: wholeNumber(
      { min: 0, max: 2 ** 40 },
      64 * 2 ** 20,
      'The most of stdout, and of stderr, that is written to a file where a call prints more than is kept in memory, bytes; 0 for no files.',
    ),
    artifacts_total_bytes: wholeNumber(
      { min: 0, max: 2 ** 46 },
      2 ** 30,
      'The most of all such files together, bytes, and of all that is kept of runs, compressed: the oldest are removed, results last.',
    ),
  })
  .prefault({})
  .describe(
    'How much runs at once, how long the rest waits, and how much of what is printed is kept on the disk.',
  );
