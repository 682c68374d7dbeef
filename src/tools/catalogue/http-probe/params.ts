import { z } from 'zod';
import { headerSlip } from './header-slip.ts';

const mostHeaders = 16;

/** The typed parameters of an HTTP probe. */
export const httpProbeParams = z
  .strictObject({
    method: z.enum(['GET', 'HEAD', 'OPTIONS']).default('GET').describe('Request method.'),
    headers: z
      .record(z.string(), z.string(), { error: () => 'Give a map such as {"Accept": "text/html"}.' })
      .optional()
      .describe('As {"Accept": "text/html"}.'),
    max_redirects: z.int().min(0).max(5).default(5).describe('Each is judged anew.'),
    insecure: z.boolean().optional().describe('Go on with a certificate that does not hold.'),
    http_version: z.enum(['1.0', '1.1', '2']).optional().describe('Version to ask for.'),
    max_time_sec: z.int().min(1).max(60).default(10).describe('Per request.'),
  })
  .superRefine(({ headers = {} }, context) => {
    const slip = (message: string): void => context.addIssue({ code: 'custom', path: ['headers'], message });
    const entries = Object.entries(headers);
    if (entries.length > mostHeaders) slip(`headers has ${entries.length} entries; it takes ${mostHeaders}.`);
    const names = new Set(entries.map(([name]) => name.toLowerCase()));
    if (names.size < entries.length) slip('headers names one header twice, in two spellings.');
    for (const [name, value] of entries.slice(0, mostHeaders)) {
      const why = headerSlip(name, value);
      if (why !== null) slip(why);
    }
  });
