import { expect, test } from 'vitest';
import { saidOf } from './fixtures/small-definition.ts';

const parameters = [
  'speed: { type: string, enum: [slow, usual], default: usual, description: How fast. }',
  'loud: { type: boolean, description: Is it loud. }',
  'kind: { type: string, enum: [a, b], required: false, description: Which kind. }',
  'n: { type: integer, min: 0, max: 1000000000, required: true, description: How many. }',
];
const used = [
  "{ when: loud, args: ['--loud'] }",
  "{ when: kind, args: ['--kind={kind}'] }",
  "'--speed={speed}'",
  "'--n={n}'",
];
const said = (...args: readonly string[]): readonly string[] =>
  saidOf({ parameters, kind: 'one_host', args: [...used, ...args, "'{target}'"], given: 'n: 1' });

test.each([
  ["'--timing'", "{ when: speed, is: slow, args: ['1'] }", "'--retries'", "'{n}'"],
  ["'--log'", "{ when: loud, args: ['debug'] }"],
  ["'--kinds'", "{ when: kind, args: ['{kind}'] }"],
  ["'--log'", "{ when: loud, args: ['-v'] }", "{ when: speed, is: slow, args: ['debug'] }"],
  ["{ when: loud, args: ['--log'] }", "{ when: speed, is: slow, args: ['debug'] }"],
])('an option whose value is left out in some calls is refused: %s %s', (...args) => {
  expect(said(...args)[0]).toContain('in some calls alone');
});

test.each([
  ["{ when: loud, args: ['--log', 'debug'] }"],
  ["'--timing'", "{ when: speed, is: slow, args: ['1'] }", "{ when: speed, is: usual, args: ['4'] }"],
  ["'-v'", "{ when: loud, args: ['-d'] }"],
  ["'--log=x'", "{ when: loud, args: ['debug'] }"],
  ["{ when: loud, args: ['-v'] }", "'--retries'", "'{n}'"],
])('one whose value stands with it, or in every call, is not: %s', (...args) => {
  expect(said(...args)).toEqual([]);
});

test('what a caller adds stands behind no option that could take it for its value', () => {
  const rest = ['extra_args: { --ok: none }'];
  const of = (...args: readonly string[]) => saidOf({ kind: 'one_host', args, rest });
  expect(of("'--log'", "'{extra_args}'", "'{target}'")).toEqual([
    expect.stringContaining('put {extra_args} first'),
  ]);
  expect(of("'{extra_args}'", "'--log'", "'x'", "'{target}'")).toEqual([]);
});
