import { z } from 'zod';
import { fileName } from '../../file-name.ts';

/** gobuster's typed parameters, and which of them belong to which mode. */
export const gobusterParams = z
  .strictObject({
    wordlist: fileName.describe('Its file name.'),
    mode: z.enum(['dir', 'vhost', 'dns']).default('dir').describe('What to find.'),
    extensions: z
      .array(z.string().regex(/^[a-z0-9]{1,8}$/, { error: 'Give them as php or txt, without the dot.' }))
      .min(1)
      .max(10)
      .optional()
      .describe('dir: as ["php"].'),
    status_codes: z.array(z.int().min(100).max(599)).min(1).max(20).optional().describe('dir: only these.'),
    domain: z.string().optional().describe('vhost: put behind each word.'),
    server: z.string().optional().describe('dns: whom to ask.'),
    threads: z.int().min(1).max(64).default(10).describe('Requests at once.'),
    delay_ms: z.int().min(0).max(60_000).optional().describe('Each thread waits so long between requests.'),
    request_timeout_sec: z.int().min(1).max(60).optional().describe('For each request.'),
    exclude_lengths: z
      .array(z.int().min(0).max(99_999_999))
      .min(1)
      .max(20)
      .optional()
      .describe('Answers of these sizes do not count.'),
  })
  .superRefine((input, context) => {
    const { mode } = input;
    const slip = (field: keyof typeof input, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (mode === 'dns' && input.server === undefined)
      slip('server', 'server is missing; mode="dns" asks the DNS server that you name, such as "10.0.0.53".');
    for (const [field, ours] of modesOf) {
      if (input[field] === undefined || ours.includes(mode)) continue;
      const instead = field === 'domain' && mode === 'dns' ? '; for dns give it as target' : '';
      slip(field, `${field} belongs to mode="${ours.join('" or "')}"; mode is "${mode}"${instead}.`);
    }
  });

type Modal = 'extensions' | 'status_codes' | 'exclude_lengths' | 'domain' | 'server';

const modesOf: readonly (readonly [Modal, readonly string[]])[] = [
  ['extensions', ['dir']],
  ['status_codes', ['dir']],
  ['exclude_lengths', ['dir', 'vhost']],
  ['domain', ['vhost']],
  ['server', ['dns']],
];

export type GobusterInput = z.output<typeof gobusterParams> & { readonly target: string };
