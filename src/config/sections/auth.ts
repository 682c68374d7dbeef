import * as z from 'zod';

/** Who may call over HTTP. */
export const authSection = z
  .strictObject({
    token: z
      .string()
      .min(32)
      .max(1024)
      .regex(/^[\u0021-\u007e]+$/)
      .optional()
      .describe(
        'The bearer token of HTTP clients, 32 to 1024 printable ASCII characters; absent, HTTP is for loopback alone.',
      )
      .meta({ secret: true, form: 'a token of 32 to 1024 printable ASCII characters without spaces' }),
  })
  .prefault({})
  .describe('Who may call over HTTP.');
