import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import { inputSchemaOf } from './input-schema.ts';
import { readInput } from './read-input.ts';

const secret = { writeOnly: true } as const;
const params = z.strictObject({
  community: z.string().max(12).regex(/^\w*$/).optional().meta(secret).describe('Community.'),
  pin: z.int().max(9999).optional().meta(secret).describe('Number.'),
  keys: z
    .array(z.enum(['alpha', 'bravo']))
    .optional()
    .meta(secret)
    .describe('Keys.'),
});
const schema = inputSchemaOf(params, { takesExtraArgs: false });
const read = (input: object): Result<{ readonly notes: readonly string[] }> =>
  readInput({ params, schema, grammar: {}, example: {} }, { target: '10.0.0.5', ...input }, 100);

describe('the value of a field that is written only', () => {
  it.each([
    ['too long', { community: 'hunter2hunter2' }],
    ['of another form', { community: 'hunter2!' }],
    ['of another kind', { community: ['hunter2'] }],
    ['too large', { pin: 77_777 }],
    ['no choice, although near to one', { keys: ['alphq'] }],
  ])('is in no message where it is %s', (_why, input) => {
    const result = read(input);
    expect(result).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    const said = JSON.stringify(result);
    expect(said).toMatch(/does not fit, and is not shown; it takes/);
    expect(said).not.toMatch(/hunter2|77777|alphq|Did you mean/);
  });

  it('is in no note where it was mended', () => {
    const result = read({ pin: '4242' });
    expect(result).toMatchObject({ ok: true, value: { notes: ['pin was read as its schema says.'] } });
  });

  it('is said to be so in the schema that clients see', () => {
    expect(schema.document).toMatchObject({ properties: { community: { writeOnly: true } } });
  });
});
