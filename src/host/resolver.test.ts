import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { systemResolver } from './resolver.ts';

const open = new AbortController().signal;

test('a name of the hosts file is found without asking anybody', async () => {
  const found = await systemResolver(systemClock, 2000).resolve('localhost', open);
  expect(found.ok && found.value.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
});

test('a wait that is too long ends with the time, not with the resolver', async () => {
  const impatient = {
    ...systemClock,
    after: (_: number, callback: () => void) => {
      queueMicrotask(callback);
      return () => {};
    },
  };
  expect(await systemResolver(impatient, 7).resolve('localhost', open)).toMatchObject({
    ok: false,
    error: { code: 'scope.unresolved', message: expect.stringContaining('within 7 ms') },
  });
});

test('a call that is cancelled waits for no answer', async () => {
  const found = await systemResolver(systemClock, 60_000).resolve(
    'localhost',
    AbortSignal.abort('cancelled'),
  );
  expect(found).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('the call was cancelled') },
  });
});
