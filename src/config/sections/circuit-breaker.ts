import * as z from 'zod';
import { wholeNumber } from '../leaf.ts';

/** When a tool that keeps failing is left alone, and for how long. */
export const circuitBreakerSection = z
  .strictObject({
    failure_threshold: wholeNumber(
      { min: 1, max: 1000 },
      5,
      'Failures in a row that open the breaker of a tool.',
    ),
    recovery_timeout: wholeNumber(
      { min: 1, max: 86_400 },
      60,
      'How long an open breaker refuses calls before it lets a trial call through, seconds.',
    ),
    half_open_success_threshold: wholeNumber(
      { min: 1, max: 100 },
      1,
      'Trial calls that must succeed before the breaker closes.',
    ),
  })
  .prefault({})
  .describe('When a tool that keeps failing is left alone, and for how long.');
