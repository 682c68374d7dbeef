import { expect, test } from 'vitest';
import { smallDefinition } from './fixtures/small-definition.ts';
import { loadDefinitions } from './load-definitions.ts';

const text = "text: { type: string, pattern: '[a-z]{1,20}', default: abc, description: A text. }";

const saidFor = (program: string, ...words: readonly string[]): string => {
  const definition = smallDefinition({
    kind: 'one_host',
    parameters: [text],
    args: [...words, "'{target}'"],
  });
  const own = definition.replace('program: small', `program: ${program}`);
  return loadDefinitions([{ path: 'small.yaml', text: own }], [], () => null)
    .errors.map(({ message }) => message)
    .join('\n');
};

test.each([
  ['bash', "'-c'", "'{text}'"],
  ['sh', "'-ec'", "'{text}'"],
  ['python3', "'-c'", "'{text}'"],
  ['perl', "'-e'", "'{text}'"],
  ['node', "'--eval={text}'"],
])('what %s is told to run is no caller’s: %s', (program, ...words) => {
  expect(saidFor(program, ...words)).toContain('an option that takes code');
});

test.each([
  ['timeout', "'5'", "'bash'", "'-c'", "'{text}'"],
  ['nice', "'/bin/sh'", "'-c'", "'{text}'"],
])('nor behind an interpreter that %s starts', (program, ...words) => {
  expect(saidFor(program, ...words)).toContain('an option that takes code');
});

test.each([
  ['ssh', "'{target}'"],
  ['watch', "'curl'", "'{target}'"],
  ['timeout', "'5'", "'ssh'", "'{target}'"],
])('a web address, which may hold what shells act on, is no word of %s', (program, ...words) => {
  const own = smallDefinition({ args: words }).replace('program: small', `program: ${program}`);
  const { errors } = loadDefinitions([{ path: 'small.yaml', text: own }], [], () => null);
  expect(errors.map(({ message }) => message).join()).toContain('hands its words to a shell');
});

test('nor is one what an interpreter is told to run', () => {
  const own = smallDefinition({ args: ["'-c'", "'{target}'"] }).replace('program: small', 'program: bash');
  const { errors } = loadDefinitions([{ path: 'small.yaml', text: own }], [], () => null);
  expect(errors.map(({ message }) => message).join()).toContain('an option that takes code');
});

test.each([
  ['small', "'-c'", "'{text}'"],
  ['bash', "'/srv/check.sh'", "'--name={text}'"],
])('%s may take a value by %s', (program, ...words) => {
  expect(saidFor(program, ...words)).toBe('');
});
