import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

test('C6: a secret shows itself to nobody but who asks for it by name', () => {
  const secret = new Secret('canary');
  const shown = [
    String(secret),
    ['joined', secret].join(' '),
    JSON.stringify({ secret, list: [secret] }),
    inspect(secret),
    inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    JSON.stringify(Object.entries(secret)),
    JSON.stringify(structuredClone(Object.assign({}, secret))),
    new Error(String(secret)).stack ?? '',
  ];
  expect(shown.filter((text) => text.includes('canary'))).toEqual([]);
  expect(shown[0]).toBe('[redacted]');
  expect(secret.reveal()).toBe('canary');
});
