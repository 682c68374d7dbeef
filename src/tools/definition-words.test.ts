import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { estimateTokens } from '../output/estimate-tokens.ts';
import { catalogue } from './catalogue.ts';
import { definitionWords } from './definition-words.ts';

const texts = catalogue.flatMap((tool) => [
  ...[true, false].map((raw) => ({
    what: `the definition of ${tool.name}, raw ${raw}`,
    text: definitionWords(tool, tool.offer({ raw, classes: [] })),
  })),
  { what: `the result schema of ${tool.name}`, text: JSON.stringify(tool.resultSchema) },
  { what: `the description of ${tool.name}`, text: tool.description },
]);

test.each(texts)('$what is estimated at its tokens or a little more', ({ text }) => {
  const counted = encode(text).length;
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted);
  expect(estimateTokens(text)).toBeLessThanOrEqual(counted * 1.3);
});
