import { describe, expect, test } from 'vitest';
import { parameterValue } from './compile-params.ts';
import { parameterSchema } from './format-parameters.ts';

const text = parameterValue(
  'tag',
  parameterSchema.parse({ type: 'string', pattern: '[a-zA-Z0-9][a-zA-Z0-9,/=#+-]*', description: 'A tag.' }),
);

describe('a text of a caller', () => {
  test.each(['v1', '12345', '12345/24', 'build-172818452', 'a1b2c3', '0xyz', 'x0x7f', '2024-01-01', 'a,b/c'])(
    '%s is let through',
    (value) => {
      expect(text.safeParse(value).success).toBe(true);
    },
  );

  test.each([
    '172818452',
    '0x7f000001',
    '0X7F',
    '017700000001',
    '172818452/32',
    '0x7f000001/8',
    'a,172818452',
    '172818452,a',
    'x=172818452',
    'a#0x7f000001',
  ])('%s is refused: a program takes it for an address', (value) => {
    const read = text.safeParse(value);
    expect(read.success ? null : read.error.issues[0]?.message).toContain(
      'no number that could be an address',
    );
  });
});
