import { describe, expect, test } from 'vitest';
import { snmpwalk } from '../tools/catalogue/snmpwalk.ts';
import { secretFieldsOf, secretsIn } from './secrets-of-input.ts';

const fields = new Set(['community']);

describe('what a caller gave as a secret', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['a text', { target: 'x', community: 'hunter2' }, ['hunter2']],
    ['no text', { community: [{ a: 12_345 }, 'hunter2'] }, ['hunter2', '12345']],
    ['too deep', { arguments: { community: 'hunter2' } }, ['hunter2']],
    ['several words', { community: 'hunter2 of7' }, ['hunter2 of7', 'hunter2', 'of7']],
    ['in JSON within JSON', '{"community":"hunter2"}', ['{"community":"hunter2"}']],
    ['in a list', ['hunter2'], ['hunter2']],
    ['glued to a flag', { extra_args: '-r 2 -chunter2' }, ['hunter2']],
    ['glued to a flag in a list', { extra_args: ['--community=hunter2'] }, ['hunter2']],
    ['behind a flag', { extra_args: '--community hunter2' }, ['hunter2']],
    ['the user of a web address', { target: 'http://me:hunter2@10.0.0.5/' }, ['me:hunter2', 'hunter2']],
    ['under its name in capitals', { Community: 'hunter2' }, ['hunter2']],
    ['a login', { extra_args: '-ume:hunter2' }, ['me:hunter2', 'hunter2']],
    ['a login behind a long flag', { extra_args: ['--user=me:hunter2'] }, ['me:hunter2', 'hunter2']],
    ['a token', { extra_args: '--oauth2-bearer hunter2' }, ['hunter2', 'hunter2']],
    ['in a header', { headers: 'Authorization: Basic hunter2' }, ['hunter2', 'hunter2']],
    ['no login but an address', { extra_args: '-u http://10.0.0.5:80/' }, []],
    ['behind its name alone', { extra_args: 'community=hunter2' }, ['hunter2']],
    ['behind its name in capitals', { extra_args: '-v --Community=hunter2' }, ['hunter2']],
    ['the end of a list', { extra_args: ['-v', '--COMMUNITY hunter2'] }, ['hunter2']],
    ['before an address', { target: 'me:hunter2@10.0.0.1' }, ['me:hunter2', 'hunter2']],
    ['in an address with one slash', { target: 'http:/me:hunter2@10.0.0.1/' }, ['me:hunter2', 'hunter2']],
    ['in an address with other slashes', { target: 'http:\\\\me:hunter2@x/' }, ['me:hunter2', 'hunter2']],
    ['with a slash in it', { target: 'http://me:hun/ter2@x/' }, ['me:hun/ter2', 'hun/ter2']],
    ['with an @ in it', { target: 'http://me:hun@ter2@x/' }, ['me:hun@ter2', 'hun@ter2']],
    ['a port', { target: 'http://10.0.0.5:80/@x' }, []],
    ['nowhere', { target: 'hunter2', extra_args: '-r 2 -v2c http://10.0.0.5/@x' }, []],
  ])('is found where it is %s', (_where, input, expected) => {
    expect(secretsIn(input, fields)).toEqual(expected);
  });

  test('is read without running anything of the caller’s', () => {
    const trap = {
      get community(): string {
        throw new Error('run');
      },
    };
    expect(secretsIn(trap, fields)).toEqual([]);
  });

  test('costs little, however deep, wide and long the input is', () => {
    const deep: unknown = JSON.parse(`${'[{"community":'.repeat(50_000)}"x"${'}]'.repeat(50_000)}`);
    const wide = { community: Array.from({ length: 100_000 }, (_, at) => `word ${at}`) };
    const long = { community: 'x'.repeat(1_000_000) };
    const before = performance.now();
    for (const input of [deep, wide, long]) expect(secretsIn(input, fields).length).toBeLessThan(70);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

test('a password in a web address is a secret of any tool', () => {
  expect(secretsIn({ target: 'http://me:hunter2@10.0.0.5/' }, new Set())).toEqual(['me:hunter2', 'hunter2']);
  expect(secretsIn('//hunter2@x', new Set())).toEqual(['hunter2']);
});

test('a field is secret by its schema; of a tool that does not exist, every secret field is', () => {
  const secretFields = secretFieldsOf([snmpwalk, { name: 'plain', inputSchema: {} }]);
  expect([...secretFields('snmpwalk')]).toEqual(['community']);
  expect([...secretFields('plain')]).toEqual([]);
  expect([...secretFields('snmpwlak')]).toEqual(['community']);
});

test('a field of several words is found in every usual spelling', () => {
  const keys = new Set(['api_key']);
  for (const text of [
    '--api-key=hunter2',
    '--api_key hunter2',
    '--apiKey=hunter2',
    'API_KEY=hunter2',
    '--api-keyhunter2',
  ])
    expect(secretsIn({ extra_args: text }, keys)).toEqual(['hunter2']);
});
