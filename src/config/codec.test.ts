import { describe, expect, test } from 'vitest';
import { decodeText } from './codec.ts';
import { configRows, type ConfigRow } from './rows.ts';

const rowOf = (type: ConfigRow['type']): ConfigRow => {
  const row = configRows.find((candidate) => candidate.type === type && candidate.path !== 'version');
  if (row === undefined) throw new Error(`no row of type ${type}`);
  return row;
};

describe('texts of the environment and of flags', () => {
  test.each([
    ['boolean', 'true', true],
    ['boolean', '1', true],
    ['boolean', 'yes', true],
    ['boolean', 'on', true],
    ['boolean', 'True', true],
    ['boolean', 'false', false],
    ['boolean', '0', false],
    ['boolean', 'NO', false],
    ['boolean', 'off', false],
    ['integer', '0', 0],
    ['integer', '300', 300],
    ['integer', '-1', -1],
    ['text', 'stdio', 'stdio'],
    ['list', 'a', ['a']],
    ['list', 'a,b, c', ['a', 'b', 'c']],
  ] as const)('a %s reads %j as %j', (type, text, value) => {
    expect(decodeText(rowOf(type), text)).toEqual({ ok: true, value });
  });

  test.each([
    ['boolean', ['2', 't', 'y', 'enabled', 'truely', 'null']],
    [
      'integer',
      ['0x1', '1e3', '1.0', '1_000', '+1', '01', '-0x1', 'NaN', 'inf', 'Infinity', '١', '9'.repeat(16)],
    ],
    ['list', [',', 'a,', ',a', 'a,,b']],
  ] as const)('a %s refuses %j', (type, texts) => {
    for (const text of texts) expect(decodeText(rowOf(type), text).ok, text).toBe(false);
  });

  test.each(['boolean', 'integer', 'text', 'list'] as const)(
    'a %s refuses emptiness and surrounding space',
    (type) => {
      for (const text of ['', ' ', ' 1', '1 ', '1\n', '\t1'])
        expect(decodeText(rowOf(type), text).ok, text).toBe(false);
    },
  );
});
