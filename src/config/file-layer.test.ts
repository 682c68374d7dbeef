import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileLayer } from './file-layer.ts';

const faults = (text: string): readonly string[] =>
  readFileLayer({ path: 'cfg.yaml', text }, ['nmap', 'dig']).errors.map(
    ({ place, path, message }) => `${place.slice('cfg.yaml:'.length)} ${path ?? '-'} ${message}`,
  );

describe('a configuration file', () => {
  test('D2: names the line and column of everything that is wrong, in the order of the file', () => {
    const text = [
      'version: 1',
      'scope:',
      '  allow: [10.0.0.0/8, 5]',
      '  deny: x',
      'limits:',
      '  queue_size: 010',
      '  queu_wait_sec: 4',
      'server:',
      '  port: 70000',
      '  port: 2',
      '  transport: htpp',
      'tools:',
      '  nmpa: {enabled: false}',
      '  dig: {enabled: yes}',
      '  Big: {}',
    ].join('\n');
    expect(faults(text)).toEqual([
      expect.stringMatching(/^3:23 scope\.allow\[1\] must fit a list of .* is 5; put it in quotes/),
      expect.stringMatching(/^4:9 scope\.deny must be a list of .* is "x"$/),
      '6:15 limits.queue_size must be in plain decimal, is "010"',
      '7:3 limits.queu_wait_sec unknown key',
      '9:9 server.port must be a whole number from 0 to 65535, is 70000',
      '10:3 server.port is written twice; first in line 9',
      '11:14 server.transport must be one of stdio, http, is "htpp"',
      '13:3 tools.nmpa there is no tool of this name',
      '14:18 tools.dig.enabled must be true or false, is "yes"',
      '15:3 tools.Big is no name of a tool: those are lower-case letters, digits and _',
    ]);
  });

  test.each([
    ['a slip', 'limits:\n  queue_siz: 1', 'queue_size'],
    ['a slip in the name of a section', 'scop: {}', 'scope'],
    ['a key in the wrong section', 'server:\n  queue_size: 1', 'limits.queue_size'],
    ['a key of the original design that moved', 'security:\n  allowed_targets: []', 'scope.allow'],
    ['a key of one tool', 'tools: {nmap: {timout_sec: 1}}', 'timeout_sec'],
    ['a stranger', 'scope: {wholly_unlike: 1}', null],
  ])('suggests what was meant by %s', (_what, text, suggestion) => {
    const errors = readFileLayer({ path: 'cfg.yaml', text }).errors;
    expect(errors.map((error) => error.suggestion)).toEqual([suggestion]);
  });

  test('of a value that the walk refuses the schema says nothing more', () => {
    expect(faults('scope: {allow: [10.0.0.1, *a]}')).toEqual([
      '1:27 scope.allow[1] is an alias; write the value out',
    ]);
  });

  test.each([
    ['nothing', '', '1:1 - the file is empty'],
    ['a list', '- scope', '1:1 - a configuration is a mapping'],
    ['a text', 'scope', '1:1 - a configuration is a mapping'],
    ['comments alone', '# scope:\n', '1:1 - a configuration is a mapping'],
    ['another version', 'version: 2', '1:10 version must be the number 1, is 2'],
    ['an empty section', 'scope:\n', '1:7 scope must be a mapping'],
    ['an empty list', 'scope:\n  deny:\n', '2:8 scope.deny must be a list'],
    ['two documents', 'version: 1\n---\nversion: 1\n', '2:1 - Source contains multiple documents'],
    ['a byte order mark', '\uFEFFversion: 1', '1:1 - the file starts with a byte order mark'],
    ['UTF-16 read as UTF-8', 'v\0e\0r\0s\0', '1:1 - the file holds NUL characters'],
    ['more than 1 MiB', '#'.repeat(1_048_577), '1:1 - the file is larger than 1048576 bytes'],
    ['an unknown tag', 'version: !one 1', '1:10 - Unresolved tag: !one'],
    ['a known tag', 'version: !!int 1', '1:16 version has a tag'],
    ['an alias', 'scope: {allow: &a [10.0.0.1], deny: *a}', '1:37 scope.deny is an alias'],
    ['YAML 1.1, where yes is true', '%YAML 1.1\n---\nversion: 1', '1:1 - is marked YAML 1.1'],
    ['a merge key', 'scope: {<<: {allow: []}}', '1:9 scope["<<"] unknown key'],
    ['a key that is no text', '1: 2', '1:1 - has a key that is not plain text'],
    [
      'a number in hexadecimal',
      'server: {port: 0x50}',
      '1:16 server.port must be in plain decimal, is "0x50"',
    ],
    [
      'a number with an exponent',
      'server: {port: 1e3}',
      '1:16 server.port must be in plain decimal, is "1e3"',
    ],
    ['not a number', 'server: {port: .nan}', '1:16 server.port must be in plain decimal, is ".nan"'],
    [
      'a number as text',
      'server: {port: "80"}',
      '1:16 server.port must be a whole number from 0 to 65535, is "80"',
    ],
    ['a fraction', 'server: {port: 1.5}', '1:16 server.port must be a whole number from 0 to 65535, is 1.5'],
    ['an empty token, once', 'auth: {token: ""}', '1:15 auth.token must be a token of 32 to 1024'],
    ['broken syntax', 'server: {port: 1', '1:17 - Flow map'],
  ])('D9: refuses %s', (_what, text, fault) => {
    expect(faults(text)).toHaveLength(1);
    expect(faults(text)[0]?.slice(0, fault.length)).toBe(fault);
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    'D9: refuses the key %s at any depth and is not polluted by it',
    (key) => {
      const text = `${key}: {polluted: 1}\nscope: {${key}: {polluted: 1}}\ntools: {${key}: {polluted: 1}}\n`;
      expect(faults(text).filter((fault) => fault.includes('is not accepted as a key'))).toHaveLength(3);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );

  test('says what to do about a sentence with a colon in it', () => {
    expect(faults('engagement:\n  ticket: see: the wiki\n').join()).toContain(
      'put a text that holds ": " in quotes, or below its key behind ">-"',
    );
  });

  test('D9: refuses an alias bomb without expanding it', () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a, *a]`)].join(
      '\n',
    );
    expect(faults(bomb).filter((fault) => fault.includes('is an alias'))).toHaveLength(60);
  });

  test.each(['[', '- ', '{a: ', '? ', '? - '])(
    'D9: refuses 200 KB of %j without overflowing the stack',
    (opening) => {
      expect(faults(opening.repeat(50_000)).join()).toMatch(/is nested too deeply/);
    },
  );

  test('D9: reads JSON, tabs and CRLF as well', () => {
    const layer = readFileLayer({
      path: 'c.json',
      text: '{\r\n\t"server": {\r\n\t\t"port": 81\r\n\t}\r\n}\r\n',
    });
    expect(layer.errors).toEqual([]);
    expect(layer.tree).toEqual({ server: { port: 81 } });
    expect(layer.placeOf('server.port')).toBe('c.json:3:11');
  });

  test('D3: never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      ...Array.from('[]{}:,-?&*!|>%@`"\'#\n\r\t ~<'),
      'scope',
      'allow',
      'tools',
      'nmap',
      '1',
      '__proto__',
      '\0',
      'é',
    );
    const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup), (text) => {
        const { errors, tree } = readFileLayer({ path: 'cfg.yaml', text });
        expect(errors.length > 0 || Object.keys(tree).length > 0 || /\{\s*\}/.test(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
