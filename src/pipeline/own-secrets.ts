import type { CallRequest } from './run.ts';

/**
 * Those of the server's own secrets that a call repeats, however it spells their letters: whoever knows the token of a server may
 * have it in a wrong place, and a record is read by others.
 */
export function ownSecretsIn(
  { input, correlationId }: Pick<CallRequest, 'input' | 'correlationId'>,
  secrets: readonly string[],
): readonly string[] {
  if (secrets.length === 0) return [];
  const said = `${textOf(input)} ${textOf(correlationId)}`.toLowerCase();
  return secrets.flatMap((secret) =>
    said.includes(textOf(secret).slice(1, -1).toLowerCase()) ? [secret, secret.toLowerCase()] : [],
  );
}

/** What no JSON can say was not sent by anybody who could know a secret. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
