import { z } from 'zod';
import { word } from '../../../argv/word.ts';

const mostParts = 64;
const isNumber = (part: string): boolean => /^(?:0|[1-9][0-9]{0,9})$/.test(part) && Number(part) < 2 ** 32;

/** An object identifier in numbers, as net-snmp takes it: with a leading dot, which also tells it from an address. */
const objectIdentifier = z
  .string()
  .max(400)
  .default('1.3.6.1.2.1.1')
  .transform((text, context) => {
    const parts = text.replace(/^\./, '').split('.');
    if (parts.length >= 2 && parts.length <= mostParts && parts.every(isNumber))
      return word(`.${parts.join('.')}`);
    const message = `oid takes 2 to ${mostParts} numbers with dots between them, such as 1.3.6.1.2.1.1; names need MIB files, which are not read.`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A community that needs no quoting in net-snmp's configuration, and cannot begin another line of it. */
const communityText = z
  .string()
  .superRefine((text, context) => {
    if (/^[!-~]{1,64}$/.test(text) && !/["'\\#]/.test(text)) return;
    const message =
      'community takes 1 to 64 printable ASCII characters, none a space, a quote, a backslash or a #; it is not shown here.';
    context.addIssue({ code: 'custom', message });
  })
  .default('public')
  .meta({ writeOnly: true });

/** snmpwalk's typed parameters. */
export const snmpwalkParams = z.strictObject({
  oid: objectIdentifier.describe('Subtree.'),
  version: z.enum(['1', '2c']).default('2c').describe('Protocol.'),
  community: communityText.describe('Kept secret.'),
  port: z.int().min(1).max(65_535).default(161).describe('UDP port.'),
  reply_timeout_sec: z.int().min(1).max(10).default(2).describe('For each request.'),
  retries: z.int().min(0).max(5).default(1).describe('Of each request.'),
});

/** The configuration of one run: the community, no MIB files, and hexadecimal values on one line. */
export const snmpConfig = (community: string): string =>
  `defCommunity ${community}\nmibs :\nmibdirs /dev/null\nhexOutputLength 0\nnoPersistentSave yes\n`;
