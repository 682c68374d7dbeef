import type { GobusterInput } from './params.ts';

/** What a caller should know of how a search was done. */
export function gobusterNotes({ mode, target }: GobusterInput): readonly string[] {
  if (mode === 'dns') return [];
  const https = target.startsWith('https://');
  return [
    ...(https
      ? [
          'TLS: the certificate is not checked and no server name (SNI) is sent, since requests go to the pinned address.',
        ]
      : []),
    ...(target.includes('?') ? ['The URL has a query; gobuster puts each word behind it.'] : []),
  ];
}
