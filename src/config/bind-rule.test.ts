import { expect, test } from 'vitest';
import { Secret } from '../kernel/secret.ts';
import { bindFailure } from './bind-rule.ts';

const token = new Secret('t'.repeat(32));

test.each([
  ['127.0.0.1', null],
  ['localhost', null],
  ['0.0.0.0', token],
])('a listener on %s may be opened', (host, given) => {
  expect(bindFailure({ host, token: given })).toBeNull();
});

test('a listener that others can reach needs a token, and the refusal says how to give one', () => {
  expect(bindFailure({ host: '0.0.0.0', token: null })).toMatchObject({
    code: 'config.invalid',
    field: 'server.host',
    message:
      'server.host is "0.0.0.0", which others can reach, but auth.token is not set: set it, or server.host to 127.0.0.1.',
    next: [expect.stringContaining('BAILIWICK_AUTH_TOKEN'), expect.stringContaining('127.0.0.1')],
  });
});
