import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err } from '../kernel/result.ts';
import { systemClock } from './clock.ts';
import { answeredResolver, systemResolver } from './resolver.ts';

const open = new AbortController().signal;

test('a name of the hosts file is found without asking anybody', async () => {
  const found = await systemResolver(systemClock, () => 2000).resolve('localhost', open);
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
  expect(await systemResolver(impatient, () => 7).resolve('localhost', open)).toMatchObject({
    ok: false,
    error: { code: 'scope.unresolved', message: expect.stringContaining('within 7 ms') },
  });
});

test('a call that is cancelled waits for no answer', async () => {
  const found = await systemResolver(systemClock, () => 60_000).resolve(
    'localhost',
    AbortSignal.abort('cancelled'),
  );
  expect(found).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('the call was cancelled') },
  });
});

test('a refusal does not say that nothing was sent at all: DNS may have been asked', async () => {
  const found = await systemResolver(systemClock, () => 2000).resolve(
    'localhost',
    AbortSignal.abort('cancelled'),
  );
  expect(found).toMatchObject({ error: { message: expect.stringMatching(/Nothing was sent to it\.$/) } });
});

test('a name that was answered is not asked for, any other is', async () => {
  const unknown = err(failure('scope.unresolved', 'asked'));
  const resolver = answeredResolver(new Map([['db.lab.internal', ['10.0.0.5']]]), {
    resolve: () => Promise.resolve(unknown),
  });
  expect(await resolver.resolve('db.lab.internal', open)).toEqual({ ok: true, value: ['10.0.0.5'] });
  expect(await resolver.resolve('web.lab.internal', open)).toBe(unknown);
});
