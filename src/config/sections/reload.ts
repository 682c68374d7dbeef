import * as z from 'zod';
import { toggle, wholeNumber } from '../leaf.ts';

/** How a running server takes a changed configuration. */
export const reloadSection = z
  .strictObject({
    watch_interval_sec: wholeNumber(
      { min: 0, max: 3600 },
      5,
      'How often a server over HTTP looks whether the content of its configuration file has changed, seconds; 0 for never. It reloads at SIGHUP in any case.',
    ),
    allow_widening: toggle(
      false,
      'Let a reload admit what was not admitted before; otherwise that takes a restart. What is narrowed holds at once.',
    ),
  })
  .prefault({})
  .describe('How a running server takes a changed configuration.');
