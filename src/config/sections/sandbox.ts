import * as z from 'zod';

/** How programs are kept apart from the machine. */
export const sandboxSection = z
  .strictObject({
    mode: z
      .enum(['auto', 'process', 'require-bwrap'])
      .default('auto')
      .describe(
        'Whether each program is boxed in by bubblewrap: where that works (`auto`), never (`process`), or else it is not run (`require-bwrap`).',
      ),
  })
  .prefault({})
  .describe('How programs are kept apart from the machine.');
