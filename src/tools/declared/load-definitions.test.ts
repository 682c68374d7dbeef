import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadWith, sound } from './fixtures/definition.ts';
import { loadDefinitions } from './load-definitions.ts';

const none = (): null => null;

describe('a definition that is broken', () => {
  test('is shown with its place, its line and what may have been meant', () => {
    const { tools, errors } = loadWith(['default: 3', 'defualt: 3']);
    expect(tools).toEqual([]);
    expect(errors.map(({ rendered }) => rendered)).toEqual([
      [
        'error: parameters.count.defualt: unknown key; there are description, required, type, min, max, default, rate; did you mean "default"?',
        '  --> probe.yaml:15:43',
        ' 15 |   count: { type: integer, min: 1, max: 9, defualt: 3, description: Probes. }',
        '    |                                           ^^^^^^^',
      ].join('\n'),
    ]);
  });

  test('has all of its errors told at once, in the order of the file', () => {
    const text = sound
      .replace('title: Probe it', 'title: 7')
      .replace('min: 1', 'min: -1')
      .replace('int: [0', 'int: [x');
    const { errors } = loadDefinitions([{ path: 'p.yaml', text }], [], none);
    expect(errors.map(({ place, path }) => [place, path])).toEqual([
      ['p.yaml:3:8', 'title'],
      ['p.yaml:15:32', 'parameters.count.min'],
      ['p.yaml:34:14', 'extra_args.--retries'],
    ]);
  });

  test.each([
    ['version: 1', 'version: 2', 'must be 1, is 2'],
    ['name: probe_it', 'name: Probe', 'must be a name'],
    ['name: probe_it', 'name: nmap', 'ships with bailiwick'],
    ['program: probe-it', 'program: ./probe', 'absolute path of one of your own'],
    ['program: probe-it', 'program: /opt/../bin/sh', 'absolute path of one of your own'],
    ['program: probe-it', 'program: probe-it\nsha256: abc', '64 lower-case hexadecimal'],
    ['identity: {', '# {', '"identity" must say how it is recognised'],
    ["'^probe-it ([0-9.]+)'", "'x*'", 'recognises no program'],
    ["'^probe-it ([0-9.]+)'", "'(?=x)'", 'neither (…)'],
    ["args: ['--version']", "args: ['8.8.8.8']", 'a probe sends nothing but to this machine'],
    ["args: ['--version']", "args: ['--to=127.0.0.1,172818452']", 'names "172818452"; a probe sends nothing'],
    ["args: ['--version']", "args: ['-h8.8.8']", 'a probe sends nothing but to this machine'],
    ...['127.0.0.1/0', '::1/0', '127.0.0.1*', '127.0.0.1-9', '127.999.0.1', '0', '-iR'].map(
      (word): [string, string, string] => [
        "args: ['--version']",
        `args: ['${word}']`,
        'a probe sends nothing but to this machine',
      ],
    ),
    ['  target: { type: target', '  goal: { type: target', 'must hold "target"'],
    ['kind: one_host', 'kind: machine', 'must be one of host, one_host, query, url'],
    ['  count: {', '  timeout_sec: {', 'every tool has already'],
    ['min: 1, max: 9', 'min: 9, max: 1', 'must be at least min'],
    ['default: 3', 'default: 30', 'must be a value that callers may send'],
    ['[fast, full, TLSv1.2]', '[fast, full, 8.8.8.8]', 'names a host or an address'],
    ['[fast, full, TLSv1.2]', '[fast, full, db.lab.internal]', 'names a host or an address'],
    ['[fast, full, TLSv1.2]', '[fast, full, "0x7f000001"]', 'names a host or an address'],
    ['{ int: [0, 3] }', '{ enum: [a, "172818452"] }', 'names a host or an address'],
    ['{ int: [0, 3] }', '{ some_of: [a, localhost] }', 'names a host or an address'],
    ['[fast, full, TLSv1.2]', '[fast, full, "9.8/16"]', 'names a host or an address'],
    ['[fast, full, TLSv1.2]', '[fast, full, evil%2Ecom]', 'names a host or an address'],
    ['[fast, full, TLSv1.2]', '[fast, fast]', 'is written twice'],
    ['[fast, full, TLSv1.2]', '[fast, -x]', 'does not begin with "-"'],
    ["pattern: '[a-z][a-z0-9_]{0,15}'", 'max: 9', 'needs either a pattern or an enum'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z.]+', 'lets "." through'],
    ['[a-z][a-z0-9_]{0,15}', '.+', 'may let printable ASCII through'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z ]+', 'lets " " through'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z:]+', 'lets ":" through'],
    ['[a-z][a-z0-9_]{0,15}', '-?[a-z]+', 'begins with "-"'],
    ['[a-z][a-z0-9_]{0,15}', '[+a-z]+', 'begins with "+"'],
    ['[a-z][a-z0-9_]{0,15}', '(?:/[a-z]+)+', 'begins with "/"'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z/]{2,9}', 'begins with "/"'],
    ['[a-z][a-z0-9_]{0,15}', '<?[a-z]+', 'lets "<" through, which shells'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z][a-z$()]+', 'lets "$" through, which shells'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z][a-z;|]+', 'lets ";" through, which shells'],
    ['[a-z][a-z0-9_]{0,15}', '[0-9]+', 'use the type integer'],
    ['[a-z][a-z0-9_]{0,15}', '[a-z]*', 'lets the empty text through'],
    ['[a-z][a-z0-9_]{0,15}', '^[a-z]+$', 'leave ^ and $ out'],
    ['[a-z][a-z0-9_]{0,15}', '(a', 'without its ")"'],
    ["['--tag', '{tag}']", "['{tag}']", 'stands alone'],
    ["{ when: tag, args: ['--tag', '{tag}'] }", "'--tag={tag}'", 'may be left out by a caller'],
    ["'--count={count}'", "'--count{count}'", 'must begin its word'],
    ["'--count={count}'", "'--count={cuont}'", 'no parameter'],
    ["'--count={count}'", "'--count={loud}'", 'is true or false and no word'],
    ["'--count={count}'", "'--pin={pin}'", 'is a secret'],
    ["'--count={count}'", "'--count={count'", 'belongs to no {parameter}'],
    ["'--count={count}'", "'--server=8.8.8.8'", 'names a host or an address'],
    ["'--count={count}'", "'http://evil.example.com/'", 'names a host or an address'],
    ["'--count={count}'", "'user@evil'", 'names a host or an address, "evil"'],
    ["'--count={count}'", "'--x=172818452,{count}'", 'names a host or an address'],
    ["'--count={count}'", "'--x={count}.example.com'", 'could name a host'],
    ["'--count={count}'", "'{count}:{count}:{count}'", 'two colons'],
    ['{ int: [0, 3] }', "{ enum: ['-x'] }", 'with hyphens inside'],
    ["'{target}:{port}'", "'x{target}'", 'must begin its word'],
    ["'{target}:{port}'", "'tcp:{target}'", 'behind "@" or an option'],
    ["'{target}:{port}'", "'{target.host}'", 'has no parts'],
    ["  - '--'\n", '', 'must hold the word "--"'],
    ["  - '--'\n", "  - '--'\n  - '--last'\n", 'stands behind "--"'],
    ["  - '{extra_args}'\n", '', 'must hold the word "{extra_args}"'],
    ["'--slow'", "'--slow={words}'", 'may be left out'],
    ['is: full', 'is: slow', 'must be a value that mode can have'],
    ['when: loud', 'when: laud', 'is no parameter'],
    ['when: loud', 'when: count', 'is always given'],
    ["  - { when: loud, args: ['--loud'] }\n", '', 'is used nowhere'],
    ['{ sets: count }', '{ sets: tag }', 'a flag sets a boolean'],
    ['{ sets: count }', 'ports', 'must be none, {int: [1, 10]}'],
    ['--retries:', 'retries:', 'must be a flag'],
    ['(?<ms>[0-9.]+)', '([0-9.]+)', 'is no group of the pattern'],
    ['format: lines', 'format: csv', 'must be one of text, lines, json, jsonl, xml'],
    ['folder_env: PROBE_HOME', 'folder_env: probe-home', 'must be the name of an environment variable'],
    ['file: pin.txt', 'file: ../pin', 'must be a plain file name'],
    ['pin {value}', 'pin', 'must hold {value}'],
    ['example: { target: 10.0.0.5 }', 'example: { target: 8.8.8.8 }', 'is refused'],
    ['example: { target: 10.0.0.5 }', 'example: {}', 'is refused'],
    ['description: >-', 'description: Short.\nnotes: >-', 'must have at least 250 characters'],
  ])('where %j is %j it is refused', (from, to, said) => {
    const text = sound.replace(from, () => to);
    const { tools, errors } = loadDefinitions([{ path: 'probe.yaml', text }], ['nmap'], none);
    expect(tools).toEqual([]);
    expect(errors.map(({ rendered }) => rendered).join('\n')).toContain(said);
    expect(errors.every(({ place }) => /^probe\.yaml:\d+:\d+$/.test(place))).toBe(true);
  });

  test('a name that two files declare, and a program that may not be run, are refused', () => {
    const files = ['one.yaml', 'two.yaml'].map((path) => ({ path, text: sound }));
    const { tools, errors } = loadDefinitions(files, [], none);
    expect(tools).toHaveLength(1);
    expect(errors).toMatchObject([{ place: 'two.yaml:2:7', message: expect.stringContaining('"one.yaml"') }]);
    const own = sound.replace('program: probe-it', 'program: /opt/probe');
    const unfit = loadDefinitions([{ path: 'p.yaml', text: own }], [], ({ kind }) => `is ${kind}`);
    expect(unfit.errors).toMatchObject([{ path: 'program', message: 'is own' }]);
  });

  test('a definition that is too long for a model is refused', () => {
    const { errors } = loadWith([
      'description: Probes.',
      `description: ${'Probes of many kinds. '.repeat(9)}`,
    ]);
    expect(errors).toMatchObject([
      { path: 'description', message: expect.stringContaining('400 is the limit') },
    ]);
  });
});

// Each text that is sound runs the whole suite of a tool.
test('no text makes reading throw', { timeout: 40_000 }, () => {
  const lines = sound.split('\n');
  const bits = fc.constantFrom(
    '',
    ' ',
    '{',
    ']',
    '~',
    '-1',
    '[[',
    '*a',
    '!!x',
    'null',
    '"',
    '{target}',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.nat({ max: lines.length - 1 }), fc.nat({ max: 60 }), bits, (line, at, bit) => {
      const text = lines
        .with(line, `${lines[line]?.slice(0, at)}${bit}${lines[line]?.slice(at + 1)}`)
        .join('\n');
      const { tools, errors } = loadDefinitions([{ path: 'p', text }], [], none);
      expect(tools.length + errors.length).toBeGreaterThan(0);
    }),
  );
});
