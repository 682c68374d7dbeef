import { describe, expect, test } from 'vitest';
import { saidOf, type SmallDefinition } from './fixtures/small-definition.ts';

const types = {
  n: 'n: { type: integer, min: 0, max: 1000000000, default: 5, description: A number. }',
  text: "text: { type: string, pattern: '[a-z0-9]{1,20}', default: abc, description: A text. }",
  word: 'word: { type: string, enum: [fast, slow], default: fast, description: A word. }',
  many: 'many: { type: list, items: { type: integer, min: 0, max: 9 }, separator: +, default: [1], description: Some. }',
  each: 'each: { type: list, items: { type: integer, min: 0, max: 9 }, default: [1], description: Some. }',
  each_word:
    'each_word: { type: list, items: { type: string, enum: [fast, slow] }, default: [fast], description: Some. }',
  nets: "nets: { type: list, items: { type: string, enum: ['10', '8'] }, separator: /, default: ['10'], description: Nets. }",
  web: 'web: { type: string, enum: [TLSv1.2, a/b], default: a/b, description: Spelled. }',
  version: "version: { type: string, enum: ['1.2', '1.3'], default: '1.2', description: A version. }",
  port: 'port: { type: port, default: 80, description: A port. }',
  ports: "ports: { type: ports, default: '80', description: Ports. }",
  list: 'list: { type: file, required: true, description: A file. }',
} as const;

/** A definition with this entry beside its target, and the parameters that stand in it. */
const withEntry = (entry: string): SmallDefinition => ({
  kind: 'one_host',
  parameters: Object.entries(types).flatMap(([name, line]) => (entry.includes(`{${name}}`) ? [line] : [])),
  args: ["'{target}'", ...entry.split(' ').map((word) => `'${word}'`)],
  ...(entry.includes('{list}') ? { given: 'list: a.txt' } : {}),
});

describe('a value that is no target', () => {
  test.each([
    '-c {n}',
    '--count={n}',
    'count={n}',
    '--time={n}s',
    '--rates={n},{n}/{n}',
    '--tag {text}',
    '--set {text}={text}',
    '/srv/lists/{text}',
    '/srv/{text}/{word}',
    '{word}',
    '+{word}',
    '+{n}',
    '--only {many}',
    '--only={each}',
    '/srv/lists/{each}',
    '--only {each_word}',
    '{each_word}',
    '--nets={nets}',
    '--min={web}',
    '--tls {version}',
    '--tls={version}',
    '{port}',
    '{ports}',
    'T:{ports}',
    '--probe=tcp:{port}',
    '{list}',
    '--words={list}',
  ])('may be %s', (entry) => {
    expect(saidOf(withEntry(entry))).toEqual([]);
  });

  const behind = 'stands behind "@" or "//"';
  const colon = 'stands behind ":"';
  const before = 'stands before ":"';
  const loose = 'stands alone';
  test.each([
    ['@{n}', behind],
    ['@{word}', behind],
    ['--x=@{n}', behind],
    ['-x @{text}', behind],
    ['--x=@{port}', behind],
    ['user@{n}', behind],
    ['//{text}', behind],
    ['--x=//{n}', behind],
    ['http://{n}', behind],
    ['--x=http://{text}/', behind],
    ['file:///{text}', behind],
    ['scheme:{n}', colon],
    ['-x udp:{text}', colon],
    ['--x=udp:{word}', colon],
    ['localhost:{port}', colon],
    ['--x=router:{port}', colon],
    ['--x=172818452:{port}', colon],
    ['{n}:{port}', before],
    ['--x={text}:80', before],
    ['--x={port}:{port}', before],
    ['{n}', loose],
    ['{version}', loose],
    ['/dev/{text}', 'below /dev'],
    ['/proc/{text}', 'below /dev'],
    ['{text}', loose],
    ['{many}', loose],
    ['{each}', loose],
    ['--only {each}', 'is a word for each item'],
    ['-x ,{each}', 'is a word for each item'],
    ['{nets}', loose],
    ['--json=1 {n}', loose],
    ['-x {port} {n}', loose],
    ['{port}/{n}', loose],
    ['{word},{n}', loose],
    ['{port}/24', loose],
    ['/{text}', loose],
    ['+{text}', 'begins with - or +'],
    ['-w,{n}', 'begins with - or +'],
    ['--x={web}/{n}', 'has values with one of'],
    ['--x=@{list}', 'must be a word of its own'],
  ])('may not be %s', (entry, why) => {
    const [said] = saidOf(withEntry(entry));
    expect(said).toMatch(/^small\.yaml:\d+:\d+ args\[\d\]/);
    expect(said).toContain(why);
  });
});

test('neither a path of connections nor zero, which is this machine, takes part in a command line', () => {
  const text = "text: { type: string, pattern: '[a-z]{1,9}', default: abc, description: A text. }";
  expect(
    saidOf({ kind: 'one_host', parameters: [text], args: ["'--file=/dev/tcp/{text}'", "'{target}'"] })[0],
  ).toContain('below /dev');
  for (const zero of ['0', '00', '0x0', '0.0'])
    expect(saidOf({ kind: 'one_host', args: ["'{target}'", `'${zero}'`] })[0]).toContain('names a host');
  expect(saidOf({ kind: 'one_host', args: ["'--count'", "'0'", "'{target}'"] })).toEqual([]);
});
