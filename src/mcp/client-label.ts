import { CLIENT_INFO_META_KEY, isSpecType } from '@modelcontextprotocol/server';

/**
 * What a client calls itself: of its request in the stateless era, of its handshake before. It is printable and short, a
 * label for records and never a credential.
 */
export function clientLabel(
  envelope: Readonly<Record<string, unknown>> | undefined,
  initializedAs: { readonly name: string; readonly version: string } | undefined,
): string | null {
  const given = envelope?.[CLIENT_INFO_META_KEY];
  const client = isSpecType.Implementation(given) ? given : initializedAs;
  if (client === undefined) return null;
  return `${client.name}/${client.version}`.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 64);
}
