import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { none, sets, type Grammar } from '../argv/grammar.ts';
import { int } from '../argv/value-spec.ts';
import { inputSchemaOf } from './input-schema.ts';
import { readInput } from './read-input.ts';

const params = z.strictObject({
  ports: z.string().max(20).meta({ format: 'ports' }).optional(),
  server: z.string().optional(),
  count: z.int().min(1).max(9).default(3),
  kind: z.enum(['fast', 'deep']).optional(),
  checks: z
    .array(z.enum(['tls', 'http']))
    .max(2)
    .optional(),
  deep: z.boolean().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
const grammar: Grammar = { '-c': sets('count', int(1, 9)), '-d': sets('deep', true), '-v': none };
const example = { target: '10.0.0.5', ports: '22' };
const schema = inputSchemaOf(params, { takesExtraArgs: true });

const read = (input: unknown, rules = { params, schema, grammar, example }) => readInput(rules, input, 100);

function refusal(input: unknown): string {
  const result = read(input);
  return result.ok ? 'accepted' : `${result.error.field}: ${result.error.message}`;
}

describe('slips with one meaning are mended and noted', () => {
  test.each([
    ['ports', '80, 443', '80,443'],
    ['ports', 80, '80'],
    ['ports', [22, '80'], '22,80'],
    ['count', '4', 4],
    ['kind', 'FAST', 'fast'],
    ['checks', 'tls, http', ['tls', 'http']],
    ['deep', 'true', true],
    ['deep', 'false', false],
    ['labels', ' {"a": "b"}', { a: 'b' }],
  ])('%s: %j', (field, given, meant) => {
    const result = read({ target: '10.0.0.5', [field]: given });
    expect(result).toMatchObject({ ok: true, value: { input: { [field]: meant } } });
    expect(result.ok && result.value.notes).toEqual([`${field} was read as ${JSON.stringify(meant)}.`]);
  });

  test('null for something optional is its absence', () => {
    expect(read({ target: '10.0.0.5', ports: null, timeout_sec: null })).toMatchObject({
      ok: true,
      value: { notes: [] },
    });
  });

  test('a target is never mended', () => {
    expect(read({ target: '10.0.0.1, 8.8.8.8' })).toMatchObject({
      ok: true,
      value: { input: { target: '10.0.0.1, 8.8.8.8' } },
    });
    expect(refusal({ target: 10 })).toBe('target: target is 10; it takes a text.');
    expect(refusal({ target: ['10.0.0.5'] })).toBe('target: target is ["10.0.0.5"]; it takes a text.');
    const server = ['10.0.0.53'];
    expect(refusal({ target: 'a', server })).toBe('server: server is ["10.0.0.53"]; it takes a text.');
  });
});

describe('what is wrong is said with the field, the value and what it takes', () => {
  test.each([
    [{}, 'target: target is missing; give a text, such as "10.0.0.5".'],
    [{ target: null }, 'target: target is null; it takes a text.'],
    [{ target: 'a', count: '4.5' }, 'count: count is "4.5"; it takes a whole number from 1 to 9.'],
    [{ target: 'a', count: 1e9 }, 'count: count is 1000000000; it takes a whole number from 1 to 9.'],
    [{ target: 'a', count: '-1' }, 'count: count is "-1"; it takes a whole number from 1 to 9.'],
    [{ target: 'a', kind: 'dep' }, 'kind: kind is "dep"; it takes one of fast, deep. Did you mean "deep"?'],
    [
      { target: 'a', checks: ['tls', 'htpp'] },
      'checks[1]: checks[1] is "htpp"; it takes one of tls, http. Did you mean "http"?',
    ],
    [
      { target: 'a', checks: ['tls', 'tls', 'tls'] },
      'checks: checks is ["tls", "tls", "tls"]; it takes a list of at most 2, each one of tls, http.',
    ],
    [{ target: 'a', deep: 'yes' }, 'deep: deep is "yes"; it takes true or false.'],
    [
      { target: 'a', ports: 'x'.repeat(21) },
      `ports: ports is "${'x'.repeat(21)}"; it takes a text of at most 20 characters.`,
    ],
    [
      { target: 'a', timeout_sec: 0 },
      'timeout_sec: timeout_sec is 0; it takes a whole number from 1 to 3600.',
    ],
    [{ target: 'a', port: 80 }, 'port: unknown field "port"; did you mean "ports"?'],
    [{ target: 'a', zzzzzz: 80 }, 'zzzzzz: unknown field "zzzzzz".'],
    [{ target: 'a', extra_args: 7 }, 'extra_args: extra_args is 7; it takes a text, or a list, each a text.'],
    [{ target: 'a', labels: '{"a"' }, 'labels: labels is "{\\"a\\""; it takes a map, each entry a text.'],
    [{ target: 'a', labels: '{"a": 5}' }, 'labels.a: labels.a is 5; it takes a text.'],
    [[1], 'null: The input is [1]; give an object such as {"target":"10.0.0.5","ports":"22"}.'],
  ])('%j', (input, message) => {
    expect(refusal(input)).toBe(message);
  });

  test('several slips are told together', () => {
    expect(refusal({ target: 'a', count: 0, kind: 'x', deep: 3 })).toMatch(
      /count is 0.*kind is "x".*deep is 3/,
    );
  });
});

describe('extra arguments and typed parameters are one call', () => {
  test('a flag sets its parameter, others go on to argv', () => {
    expect(read({ target: 'a', extra_args: '-c 5 -v' })).toMatchObject({
      ok: true,
      value: { input: { count: 5 }, extra: ['-v'] },
    });
  });

  test('saying the same twice is fine, saying two things is refused', () => {
    expect(read({ target: 'a', count: '5', extra_args: '-c 5' }).ok).toBe(true);
    expect(refusal({ target: 'a', count: 4, extra_args: '-c 5' })).toBe(
      'extra_args[0]: The call says both count=4 and, in extra_args[0], count=5. Nothing was sent.',
    );
  });

  test('a tool without a grammar takes none, and its schema does not offer any', () => {
    const bare = inputSchemaOf(params, { takesExtraArgs: false });
    expect(bare.document['properties']).not.toHaveProperty('extra_args');
    const rules = { params, schema: bare, grammar: {}, example };
    expect(read({ target: 'a', extra_args: '-v' }, rules)).toMatchObject({
      ok: false,
      error: { code: 'args.refused' },
    });
    expect(read({ target: 'a', extra_args: '' }, rules).ok).toBe(true);
  });
});
