import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { systemClock } from './clock.ts';
import { rememberingResolver } from './remembering-resolver.ts';

type Said = Result<readonly string[]>;

const nobody: Said = err(failure('scope.unresolved', 'nobody answered'));
const open = new AbortController().signal;

/** A resolver over a clock and answers that the test moves. */
function remembering(says: Said) {
  const world = { nowMs: 0, asked: 0, says };
  const resolver = rememberingResolver(
    {
      resolve: () => {
        world.asked += 1;
        return Promise.resolve(world.says);
      },
    },
    { ...systemClock, monotonicMs: () => world.nowMs },
  );
  return { world, ask: (name = 'dc01', signal = open) => resolver.resolve(name, signal) };
}

test('every call asks, and the newest answer holds', async () => {
  const { world, ask } = remembering(ok(['10.0.0.9']));
  await ask();
  world.says = ok(['10.0.0.10']);
  expect(await ask()).toEqual(ok(['10.0.0.10']));
  expect(world.asked).toBe(2);
});

test('where nobody answers, an answer younger than ten minutes stands in; an older one does not', async () => {
  const { world, ask } = remembering(ok(['10.0.0.9']));
  await ask();
  world.says = nobody;
  world.nowMs = 599_999;
  expect(await ask()).toEqual(ok(['10.0.0.9']));
  world.nowMs = 600_000;
  expect(await ask()).toBe(nobody);
});

test('that a name has no address is an answer too', async () => {
  const { world, ask } = remembering(ok([]));
  await ask();
  world.says = nobody;
  expect(await ask()).toEqual(ok([]));
});

test('a name that was never answered is refused, and another name does not answer for it', async () => {
  const { world, ask } = remembering(ok(['10.0.0.9']));
  await ask('dc01');
  world.says = nobody;
  expect(await ask('dc02')).toBe(nobody);
});

test('a dead server is asked once in five seconds, not once for every name', async () => {
  const { world, ask } = remembering(ok(['10.0.0.9']));
  for (const name of ['a', 'b', 'c']) await ask(name);
  world.says = nobody;
  for (const name of ['a', 'b', 'c']) expect((await ask(name)).ok).toBe(true);
  expect(world.asked).toBe(4);
  world.nowMs = 5000;
  await ask('b');
  expect(world.asked).toBe(5);
});

test('a call that was cancelled says nothing about the server', async () => {
  const { world, ask } = remembering(ok(['10.0.0.9']));
  await ask();
  world.says = nobody;
  await ask('dc01', AbortSignal.abort('cancelled'));
  world.says = ok(['10.0.0.10']);
  expect(await ask()).toEqual(ok(['10.0.0.10']));
});

test('whatever happens, an answer is one of this moment or the last one, and that is younger than ten minutes', async () => {
  const step = fc.record({
    waitMs: fc.constantFrom(0, 1, 4999, 5000, 300_000, 600_000),
    name: fc.constantFrom('a', 'b'),
    says: fc.option(fc.array(fc.constantFrom('10.0.0.1', '10.0.0.2'), { maxLength: 2 }), { nil: null }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { world, ask } = remembering(nobody);
      const last = new Map<string, { readonly answers: readonly string[]; readonly atMs: number }>();
      for (const { waitMs, name, says } of steps) {
        world.nowMs += waitMs;
        world.says = says === null ? nobody : ok(says);
        const before = world.asked;
        const got = await ask(name);
        const known = last.get(name);
        const fresh = known !== undefined && world.nowMs - known.atMs < 600_000 ? ok(known.answers) : nobody;
        const wasAsked = world.asked > before;
        expect(got).toEqual(wasAsked && says !== null ? world.says : fresh);
        // Not asking is for names with a fresh answer alone.
        if (!wasAsked) expect(fresh.ok).toBe(true);
        if (wasAsked && says !== null) last.set(name, { answers: says, atMs: world.nowMs });
      }
    }),
  );
});
