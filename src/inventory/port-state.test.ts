import { expect, test } from 'vitest';
import { hasChanged, portStates } from './port-state.ts';

test.each([
  ['open', 'closed'],
  ['closed', 'filtered'],
  ['open', 'not_open'],
  ['filtered', 'unfiltered'],
  ['open', 'closed|filtered'],
  ['open|filtered', 'open'],
  ['open|filtered', 'closed'],
] as const)('%s and then %s is a change', (from, to) => {
  expect([hasChanged(from, to), hasChanged(to, from)]).toEqual([true, true]);
});

test.each([
  ['not_open', 'closed'],
  ['not_open', 'filtered'],
  ['not_open', 'open|filtered'],
  ['unfiltered', 'open'],
  ['unfiltered', 'not_open'],
  ['closed|filtered', 'closed'],
  ['unknown', 'open'],
] as const)('%s does not contradict %s', (vague, state) => {
  expect([hasChanged(vague, state), hasChanged(state, vague)]).toEqual([false, false]);
});

test('a port in the same state has not changed', () => {
  expect(portStates.filter((state) => hasChanged(state, state))).toEqual([]);
});
