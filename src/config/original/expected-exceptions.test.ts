import { expect, test } from 'vitest';
import { ownFailureKinds } from '../../kernel/failure-kinds.ts';
import { failureKindsOf } from './expected-exceptions.ts';

test('the original’s default counts what the default here counts', () => {
  expect(failureKindsOf(['Exception'])).toEqual(ownFailureKinds);
});

test('exceptions stand for kinds, whatever module they are named with, each kind once and in one order', () => {
  expect(failureKindsOf(['asyncio.TimeoutError', 'subprocess.TimeoutExpired'])).toEqual(['timeout']);
  expect(failureKindsOf(['TimeoutError', 'builtins.OSError', 'FileNotFoundError'])).toEqual([
    'not_started',
    'sandbox',
    'timeout',
  ]);
  expect(failureKindsOf([])).toEqual([]);
});

test('what is no list of known exceptions has no meaning here, and nothing is guessed', () => {
  for (const given of ['Exception', null, 5, ['MyError'], ['Exception', 'MyError'], [5], [['Exception']]])
    expect(failureKindsOf(given)).toBeUndefined();
});
