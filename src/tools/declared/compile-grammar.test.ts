import { expect, test } from 'vitest';
import { planOf } from '../../../test/tool-suite.ts';
import { loaded, saidOf } from './fixtures/small-definition.ts';

const flags = (text: string) => ({
  kind: 'one_host' as const,
  args: ["'{extra_args}'", "'{target}'"],
  rest: [`extra_args: { ${text} }`],
});

function argv(text: string, extra: string): string {
  const [tool] = loaded(flags(text)).tools;
  if (tool === undefined) throw new Error(saidOf(flags(text)).join());
  const plan = planOf(tool, { target: '10.0.0.5', extra_args: extra });
  return plan.ok ? plan.value.argv.join(' ') : plan.error.code;
}

test.each([
  ['-d: { int: [0, 9] }', '-d5', '-d 5 10.0.0.5'],
  ['-d: { int: [0, 9], joined: true }', '-d5', '-d5 10.0.0.5'],
  ['-d: { int: [0, 9], joined: true }', '-d 5', 'args.refused'],
  ['--color: { enum: [red], joined: true }', '--color=red', '--color=red 10.0.0.5'],
  ['--color: { enum: [red], joined: true }', '--color red', 'args.refused'],
])('%s writes %s as %s', (text, extra, words) => {
  expect(argv(text, extra)).toBe(words);
});

test('a number that could be an address must be joined, for an option may take no value after all', () => {
  expect(saidOf(flags('-d: { int: [0, 16777216] }'))[0]).toContain('16777215 is the highest');
  expect(saidOf(flags('-d: { int: [0, 16777215] }'))).toEqual([]);
  expect(saidOf(flags('-d: { int: [0, 1000000000], joined: true }'))).toEqual([]);
});

test.each(['constructor', '__proto__', 'toString'])(
  'a flag sets no %s, which no definition has declared',
  (name) => {
    expect(saidOf(flags(`-n: { sets: ${name} }`))[0]).toContain('which is no parameter');
  },
);
