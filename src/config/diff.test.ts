import { expect, test } from 'vitest';
import { diffConfigs } from './diff.ts';
import { configSchema } from './schema.ts';

const of = (input: object) => configSchema.parse(input);
const token = (letter: string): object => ({ auth: { token: letter.repeat(40) } });

test('equal configurations do not differ, however they are written', () => {
  expect(diffConfigs(of({}), of({ server: { port: 8080 }, tools: {} }))).toEqual([]);
});

test('what differs is told leaf by leaf, also for tools that one of them does not name', () => {
  const before = of({ server: { port: 1 }, tools: { dig: { timeout_sec: 3 } } });
  const after = of({
    scope: { deny: ['10.9.0.0/16'] },
    tools: { dig: { timeout_sec: 4 }, nmap: { enabled: false } },
  });
  expect(diffConfigs(before, after)).toEqual([
    { path: 'scope.deny', before: [], after: ['10.9.0.0/16'] },
    { path: 'server.port', before: 1, after: 8080 },
    { path: 'tools.nmap.enabled', before: undefined, after: false },
    { path: 'tools.dig.timeout_sec', before: 3, after: 4 },
  ]);
});

test('of a secret only that it differs', () => {
  const differences = diffConfigs(of(token('a')), of(token('b')));
  expect(differences).toEqual([{ path: 'auth.token', before: '[redacted]', after: '[redacted]' }]);
});
