import * as z from 'zod';

/** How programs are kept apart from the machine. */
export const sandboxSection = z
  .strictObject({
    mode: z
      .enum(['auto', 'process', 'require-bwrap'])
      .default('auto')
      .describe(
        '`auto` boxes each program in with bubblewrap where that works, `process` never does, and `require-bwrap` refuses to run any without.',
      ),
  })
  .prefault({})
  .describe('How programs are kept apart from the machine.');
