import { z } from 'zod';
import { quote } from '../../../kernel/quote.ts';
import { readTarget } from '../../../scope/target.ts';

/** Protocols that turn to TLS in mid-conversation, and sslscan's flag for each. */
export const starttlsFlags = {
  ftp: '--starttls-ftp',
  imap: '--starttls-imap',
  irc: '--starttls-irc',
  ldap: '--starttls-ldap',
  mysql: '--starttls-mysql',
  pop3: '--starttls-pop3',
  psql: '--starttls-psql',
  rdp: '--rdp',
  smtp: '--starttls-smtp',
  xmpp: '--starttls-xmpp',
} as const;

/** Versions that a scan can be limited to, and sslscan's flag for each; of several it heeds only the last. */
export const versionFlags = {
  ssl2: '--ssl2',
  ssl3: '--ssl3',
  tls10: '--tls10',
  tls11: '--tls11',
  tls12: '--tls12',
  tls13: '--tls13',
} as const;

/** sslscan's typed parameters. */
export const sslscanParams = z.strictObject({
  port: z.int().min(1).max(65_535).default(443).describe('TCP port.'),
  sni: z
    .string()
    .superRefine((text, context) => {
      if (readTarget(text)?.kind === 'host') return;
      const message = `sni ${quote(text)} is no host name; TLS takes nothing else there. Leave it out for an address.`;
      context.addIssue({ code: 'custom', message });
    })
    .optional()
    .describe('Default the target’s name.'),
  starttls: z.enum(keysOf(starttlsFlags)).optional().describe('Protocol before TLS.'),
  tls_version: z.enum(keysOf(versionFlags)).optional().describe('Default all.'),
  show_certificate: z.boolean().optional().describe('Full names.'),
});

function keysOf<const Name extends string>(flags: Readonly<Record<Name, string>>): readonly Name[] {
  const names: Name[] = [];
  for (const name in flags) names.push(name);
  return names;
}
