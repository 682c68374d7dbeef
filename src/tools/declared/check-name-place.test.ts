import { expect, test } from 'vitest';
import { saidOf } from './fixtures/small-definition.ts';

const quoted = (words: string): readonly string[] => words.split(' ').map((word) => `'${word}'`);

const said = (words: string, ...rest: readonly string[]): readonly string[] =>
  saidOf({ args: quoted(words), rest });

const connected = '--connect-to {target.connect_to}';

test.each([
  `${connected} {target.named}`,
  `--connect-to={target.connect_to} --url={target.named}`,
  `${connected} --url {target.named}`,
  '-servername {target.host} --ip {target.address}',
  '--sni-name={target.host} {target}',
  '--server-name={target.host} {target}',
  '--host-header={target.host} {target}',
  '-H {target.host_header} {target}',
  '--header {target.host_header} {target}',
  '-verify_hostname {target.host} {target}',
  '--tlsName={target.host} {target}',
  '--next {target}',
])('a name goes where its pin leads: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  '--data {target.connect_to} --proxy {target.host} {target.named}',
  '-s {target.connect_to} {target.named}',
  '--data={target.connect_to} {target}',
  '--proxy={target.connect_to} {target}',
])('a connection is one behind --connect-to alone: %s', (words) => {
  expect(said(words)[0]).toContain('{target.connect_to} pins nothing there');
});

test.each([
  `${connected} --doh-url {target.named}`,
  `${connected} --proxy={target.named}`,
  `${connected} -s {target.named}`,
])('an address with a name is an operand or stands behind --url: %s', (words) => {
  expect(said(words)).toEqual([expect.stringContaining('{target.named} stands behind an option')]);
});

test.each([
  '--proxy',
  '-x',
  '-h',
  '--socks5-hostname',
  '--host',
  '-proxyHost',
  '--http-host',
  '--resolve',
  '--dns-server',
  '--server',
  '-connect',
  '--sni-proxy',
  '-J',
  '-W',
  '-s',
  '--peer',
  '--rhost',
  '--name',
  '--anything',
])('a name is no value of %s, which could lead to it', (option) => {
  const refusal = [expect.stringContaining('and a program may go to what it is given there')];
  expect(said(`--label={target.address} ${option} {target.host}`)).toEqual(refusal);
  expect(said(`--label={target.address} ${option}={target.host}`)).toEqual(refusal);
});

test('what an operator lists among name_options takes one', () => {
  expect(said('-H {target.host} {target}')[0]).toContain('list -H in name_options');
  expect(said('-H {target.host} {target}', "name_options: ['-H']")).toEqual([]);
});

const asking = (words: string): readonly string[] =>
  saidOf({
    kind: 'one_host',
    parameters: ['name: { type: target, kind: query, description: What is asked for. }'],
    args: quoted(`@{target} ${words}`),
    given: 'name: a.lab.internal',
  });

test.each(['--proxy', '-x', '--url', '--connect', '-J', '--server', '--resolve', '--dns-servers', '--peer'])(
  'nor is a name that is asked for one of %s, for nobody has judged its addresses',
  (option) => {
    expect(asking(`${option} {name}`)[0]).toContain('no program may connect to it');
    expect(asking(`${option}={name}`)[0]).toContain('no program may connect to it');
  },
);

test.each(['{name}', '-q {name}', '-t A {name}', '--query={name}', '--name {name}'])(
  'it may stand as %s',
  (words) => {
    expect(asking(words)).toEqual([]);
  },
);

test('nor is a Host header', () => {
  expect(said('{target} --proxy {target.host_header}')).toEqual([
    expect.stringContaining('and a program may go to what it is given there'),
  ]);
});

test('nor behind an option that is left out at times', () => {
  const loud = ['loud: { type: boolean, description: Is it loud. }'];
  const maybe = (option: string, ...words: readonly string[]): readonly string[] =>
    saidOf({
      parameters: loud,
      args: [
        ...quoted(connected),
        `{ when: loud, args: ['${option}'] }`,
        ...words.map((word) => `'${word}'`),
      ],
    });
  expect(maybe('-v', '--url', '{target.named}')).toEqual([]);
  expect(maybe('--doh-url', '{target.named}')).toEqual([
    expect.stringContaining('{target.named} stands behind an option'),
  ]);
  expect(maybe('--proxy', '--sni={target.host}', '--url', '{target.named}')).toEqual([
    expect.stringContaining('and a program may go to what it is given there'),
  ]);
  expect(maybe('--connect-to', '/x', '--url', '{target.named}')).toEqual([
    expect.stringContaining('ends what {….connect_to} holds for'),
  ]);
});

test('nor behind an option whose value is what a caller adds or does not', () => {
  expect(said(`${connected} --doh-url {extra_args} {target.named}`, 'extra_args: { --ok: none }')).toEqual([
    expect.stringContaining('{extra_args} first'),
    expect.stringContaining('{target.named} stands behind an option'),
  ]);
});

test.each(['--next', '--nex', '-:', '-sS:', '-:s', '--connect-to=/x', '--connect-to /x'])(
  'nothing ends what a connection holds for: %s',
  (words) => {
    expect(said(`${connected} ${words} --url {target.named}`)).toEqual([
      expect.stringContaining('ends what {….connect_to} holds for'),
    ]);
  },
);

test('nor does a flag that callers may give', () => {
  const flags = 'extra_args: { --next: none }';
  expect(said(`${connected} {extra_args} {target.named}`, flags)).toEqual([
    expect.stringContaining('extra_args.--next: ends what'),
  ]);
  expect(said('{extra_args} {target}', flags)).toEqual([]);
});
