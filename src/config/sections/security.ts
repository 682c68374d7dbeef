import * as z from 'zod';
import { wholeNumber } from '../leaf.ts';

/** Bounds of every call, under the original design's names. */
export const securitySection = z
  .strictObject({
    max_args_length: wholeNumber(
      { min: 16, max: 65_536 },
      2048,
      'Longest `extra_args` of one call, characters.',
    ),
    max_output_size: wholeNumber(
      { min: 256, max: 104_857_600 },
      1_048_576,
      'Most stdout that is kept of one call, bytes; more is read, counted and let go. A parser that reads along is given 8 times as much.',
    ),
    max_error_output_size: wholeNumber(
      { min: 256, max: 104_857_600 },
      262_144,
      'Most stderr that is kept of one call, bytes; more is read, counted and let go.',
    ),
    timeout_seconds: wholeNumber({ min: 1, max: 86_400 }, 300, 'The longest that a call may run, seconds.'),
    concurrency_limit: wholeNumber(
      { min: 1, max: 64 },
      2,
      'Calls of one tool at once, where neither the tool nor `tools.<name>` says otherwise.',
    ),
  })
  .prefault({})
  .describe('Bounds that hold for every call.');
