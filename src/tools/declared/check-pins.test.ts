import { describe, expect, test } from 'vitest';
import { saidOf, type SmallDefinition } from './fixtures/small-definition.ts';

const loud = 'loud: { type: boolean, description: Say more. }';
const mode = 'mode: { type: string, enum: [a, b], default: a, description: Which way. }';
const server = 'server: { type: target, kind: one_host, required: false, description: Asked. }';
const site = 'site: { type: target, kind: url, required: false, description: Another. }';
const curl = ["'--connect-to'", "'{target.connect_to}'"];

describe('a name that goes out', () => {
  const pinned: readonly (readonly [string, SmallDefinition])[] = [
    ['the pinned URL', { args: ["'{target}'"] }],
    ['the URL and its connection', { args: [...curl, "'{target.named}'"] }],
    ['the connection as one word', { args: ["'--connect-to={target.connect_to}'", "'{target.named}'"] }],
    ['the name for TLS and the address', { args: ["'--sni={target.host}'", "'{target.address}'"] }],
    ['the Host header and the pinned URL', { args: ["'-H'", "'{target.host_header}'", "'{target}'"] }],
    [
      'the connection under the same condition',
      {
        parameters: [loud],
        args: [
          "{ when: loud, args: ['{target.named}'] }",
          `{ when: loud, is: true, args: [${curl.join()}] }`,
          "'{target}'",
        ],
      },
    ],
    [
      'the address under every value of a condition',
      {
        parameters: [mode],
        args: [
          "'--sni={target.host}'",
          "{ when: mode, is: a, args: ['{target.address}'] }",
          "{ when: mode, is: b, args: ['{target}'] }",
        ],
      },
    ],
    [
      'what is left out together',
      {
        parameters: [site],
        args: ["'{target}'", "{ when: site, args: ['--connect-to={site.connect_to}', '{site.named}'] }"],
      },
    ],
    [
      'a question and its server',
      {
        kind: 'query',
        parameters: [server.replace('false', 'true')],
        args: ["'-q'", "'{target}'", "'@{server}'"],
        given: 'server: 10.0.0.5',
      },
    ],
    ['a question that is sent nowhere', { kind: 'query', args: ["'{target}'"], rest: ['profile: offline'] }],
  ];
  test.each(pinned)('is let through with what pins it: %s', (_, definition) => {
    expect(saidOf(definition)).toEqual([]);
  });

  const alone: readonly (readonly [string, SmallDefinition, string])[] = [
    ['the URL', { args: ["'{target.named}'"] }, '{target.connect_to}'],
    [
      'the URL and the address',
      { args: ["'--source={target.address}'", "'{target.named}'"] },
      '{target.connect_to}',
    ],
    ['the URL with the pinned one', { args: ["'{target}'", "'{target.named}'"] }, '{target.connect_to}'],
    ['the name', { args: ["'--sni={target.host}'"] }, '{target.address}'],
    ['the Host header', { args: ["'-H'", "'{target.host_header}'"] }, '{target.address}'],
    [
      'the connection under a condition',
      { parameters: [loud], args: [`{ when: loud, args: [${curl.join()}] }`, "'{target.named}'"] },
      '{target.connect_to}',
    ],
    [
      'the connection under another',
      {
        parameters: [loud, mode],
        args: [
          `{ when: loud, args: [${curl.join()}] }`,
          "{ when: mode, is: a, args: ['{target.named}'] }",
          "'{target}'",
        ],
      },
      '{target.connect_to}',
    ],
    [
      'the connection under another value',
      {
        parameters: [mode],
        args: [
          `{ when: mode, is: a, args: [${curl.join()}] }`,
          "{ when: mode, is: b, args: ['{target.named}'] }",
          "'{target}'",
        ],
      },
      '{target.connect_to}',
    ],
    [
      'the connection of another',
      { parameters: [site], args: ["'{target}'", ...curl, "{ when: site, args: ['{site.named}'] }"] },
      '{site.connect_to}',
    ],
    ['a question', { kind: 'query', args: ["'{target}'"] }, 'needs the server as well'],
    [
      'a question whose server may be left out',
      { kind: 'query', parameters: [server], args: ["'{target}'", "{ when: server, args: ['@{server}'] }"] },
      'needs the server as well',
    ],
  ];
  test.each(alone)('is refused without what pins it: %s', (_, definition, way) => {
    const [said = 'nothing', ...others] = saidOf(definition);
    expect(said).toMatch(/^small\.yaml:\d+:\d+ args\[\d\]/);
    expect(said).toContain(way);
    expect(others).toEqual([]);
  });

  test.each([
    ["'{target.host}'", 'stands alone'],
    ["'{target.host_header}'", 'stands alone'],
    ["'{target.connect_to}'", 'stands alone'],
    ["'--server=@{target.host}'", 'stands behind "@"'],
    ["'--server=@{target}'", 'stands behind "@"'],
    ["'@{target.named}'", 'stands behind "@"'],
    ["'user@{target.address}'", 'must begin its word'],
  ])('%s is refused where a program goes to what it names', (word, why) => {
    expect(saidOf({ args: ["'{target}'", word] })[0]).toContain(why);
  });
});

test('a target that some calls leave out of the command line is refused, with its place', () => {
  const said = saidOf({ parameters: [mode], args: ["{ when: mode, is: a, args: ['{target}'] }"] });
  expect(said).toEqual([
    expect.stringMatching(/^small\.yaml:\d+:3 parameters\.target: is not in the command line of every call/),
  ]);
  expect(saidOf({ parameters: [site], args: ["'{target}'", "{ when: site, args: ['--loud'] }"] })).toEqual([
    expect.stringContaining('parameters.site: is not in the command line'),
  ]);
});
