import { expect, test } from 'vitest';
import { configJsonSchema } from './json-schema.ts';

test('the JSON Schema refuses unknown keys, marks secrets the standard way, and carries no words of ours', () => {
  const schema = configJsonSchema();
  const text = JSON.stringify(schema);
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.additionalProperties).toBe(false);
  expect(text.match(/"writeOnly":true/g)).toHaveLength(2);
  expect(text).not.toMatch(/"(?:secret|form)":/);
});

test('the JSON Schema requires nothing, as an empty mapping is a configuration', () => {
  expect(JSON.stringify(configJsonSchema())).not.toContain('"required"');
});
