import { expect, test } from 'vitest';
import { createJsonBudget } from './json-budget.ts';

test('values are taken while their JSON fits, comma included, and bytes are what counts', () => {
  const takes = createJsonBudget(11);
  expect([takes('€'), takes('€'), takes('ab'), takes('')]).toEqual([true, false, true, false]);
});
