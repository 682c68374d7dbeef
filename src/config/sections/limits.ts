import * as z from 'zod';
import { wholeNumber } from '../leaf.ts';

/** How much runs at once, and how long the rest waits. */
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
    kill_grace_sec: wholeNumber(
      { min: 0, max: 60 },
      1,
      'Time between asking a process group to end and killing it, seconds.',
    ),
  })
  .prefault({})
  .describe('How much runs at once, and how long the rest waits.');
