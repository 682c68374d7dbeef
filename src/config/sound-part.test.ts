import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soundPartOf } from './sound-part.ts';

test('what the schema refuses is left out, and the rest stays', () => {
  const part = soundPartOf({
    version: 1,
    scope: { allow: ['10.0.0.0/8', 5], deny: ['10.0.0.1'], alow: [] },
    limits: 7,
    server: { port: 70_000, transport: 'http' },
    nonsense: { a: 1 },
  });
  expect(part?.leftOut.toSorted()).toEqual([
    'limits',
    'nonsense',
    'scope.allow',
    'scope.alow',
    'server.port',
  ]);
  expect(part?.config).toMatchObject({
    scope: { deny: ['10.0.0.1'], allow: ['rfc1918', '*.lab.internal'] },
    server: { port: 8080, transport: 'http' },
  });
});

test('a sound configuration loses nothing', () => {
  expect(soundPartOf({ version: 1, tools: { nmap: { enabled: false } } })).toMatchObject({
    leftOut: [],
    config: { tools: { nmap: { enabled: false } } },
  });
});

test('of a file with very many errors nothing is judged, at once', () => {
  const before = performance.now();
  const strangers = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, at]));
  expect(soundPartOf({ version: 1, scope: strangers })).toBeNull();
  expect(performance.now() - before).toBeLessThan(1000);
});

test('whatever the tree, there is an end and nothing is thrown', () => {
  const key = fc.constantFrom('scope', 'allow', 'version', 'tools', 'nmap', 'server', 'x', '__proto__');
  const tree = fc.dictionary(key, fc.dictionary(key, fc.jsonValue()));
  fc.assert(
    fc.property(tree, (one) => {
      soundPartOf(one);
    }),
  );
});
