import type { GobusterInput } from './params.ts';

/** What a caller should know of how a search was done. */
export function gobusterNotes({ mode, target, domain }: GobusterInput): readonly string[] {
  if (mode === 'dns') return [];
  const https = target.startsWith('https://');
  const byAddress = mode === 'vhost' && domain === undefined && !/^https?:\/\/[^/:]*[A-Za-z]/.test(target);
  return [
    ...(https
      ? [
          'TLS: the certificate is not checked and no server name (SNI) is sent, since requests go to the pinned address.',
        ]
      : []),
    ...(byAddress ? ['Without domain the words are whole host names.'] : []),
    ...(target.includes('?') ? ['The URL has a query; gobuster puts each word behind it.'] : []),
  ];
}
