import * as z from 'zod';
import { toggle, wholeNumber } from '../leaf.ts';

/** Counters and durations, and the way to them. */
export const metricsSection = z
  .strictObject({
    enabled: toggle(
      true,
      'Count and time calls for a scraper; the statistics of `stats` are counted always.',
    ),
    prometheus_enabled: toggle(
      true,
      'Serve `/metrics` over HTTP, for Prometheus and whatever reads its format.',
    ),
    prometheus_port: z
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .describe(
        'Port of a listener for `/metrics` and the questions about health alone, at the address and with the token of the main one; 0 takes any free port. Absent, `/metrics` is on the main one.',
      ),
    collection_interval: wholeNumber(
      { min: 1, max: 3600 },
      15,
      'How old a reading of the machine and the process may be that a scrape gets, seconds.',
    ),
    tracing_enabled: toggle(
      false,
      'Tell calls as spans to OpenTelemetry; whoever starts bailiwick with `--import` and an SDK gets them.',
    ),
  })
  .prefault({})
  .describe('Counters and durations, and the way to them.');
