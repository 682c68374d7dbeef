import * as z from 'zod';
import { toggle } from '../leaf.ts';

/** Counters and durations. */
export const metricsSection = z
  .strictObject({ enabled: toggle(true, 'Count and time calls, and serve `/metrics` over HTTP.') })
  .prefault({})
  .describe('Counters and durations.');
