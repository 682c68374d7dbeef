/**
 * True for the name of a field, header or variable that usually holds a secret, in any spelling: `apiKey`, `X-API-Key`,
 * `DB_PASSWORD`.
 */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return stems.some((stem) => plain.includes(stem));
}

const stems = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'accesskey',
  'privatekey',
  'authorization',
  'cookie',
  'credential',
  'community',
];
