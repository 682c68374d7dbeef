import * as z from 'zod';

/** What is logged, to stderr. */
export const loggingSection = z
  .strictObject({
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('The least serious lines that are logged.'),
  })
  .prefault({})
  .describe('What is logged, to stderr.');
