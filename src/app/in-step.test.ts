import { expect, test } from 'vitest';
import { err, ok, type Result } from '../kernel/result.ts';
import { inStep } from './in-step.ts';
import type { Machine } from './settings.ts';

function setUp() {
  const world: { machine: Result<Machine, string>; compiled: number } = {
    machine: ok({ ownAddresses: ['10.0.0.7'], broadcastAddresses: [] }),
    compiled: 0,
  };
  const current = inStep(
    () => world.machine,
    ({ ownAddresses }) => {
      world.compiled += 1;
      return ok({ ownAddresses });
    },
    (path) => `cfg.yaml#${path}`,
  );
  return { world, current };
}

test('it is compiled once for the same addresses, however often they are read', () => {
  const { world, current } = setUp();
  const first = current('now');
  world.machine = ok({ ownAddresses: ['10.0.0.7'], broadcastAddresses: [] });
  expect(current('recent')).toBe(first);
  expect(world.compiled).toBe(1);
});

test('an address more, one less and another network are each compiled anew', () => {
  const { world, current } = setUp();
  current('now');
  const machines: readonly Machine[] = [
    { ownAddresses: ['10.0.0.7', '10.0.0.8'], broadcastAddresses: [] },
    { ownAddresses: ['10.0.0.8'], broadcastAddresses: [] },
    { ownAddresses: ['10.0.0.8'], broadcastAddresses: ['10.0.0.255'] },
  ];
  for (const [at, machine] of machines.entries()) {
    world.machine = ok(machine);
    expect(current('now')).toEqual(ok({ ownAddresses: machine.ownAddresses }));
    expect(world.compiled).toBe(at + 2);
  }
});

test('while the addresses cannot be read there is nothing to judge by, and then there is again', () => {
  const { world, current } = setUp();
  const before = world.machine;
  const first = current('now');
  world.machine = err('cannot be read (EMFILE)');
  expect(current('now')).toMatchObject({
    ok: false,
    error: [
      {
        code: 'scope.unresolved',
        message: expect.stringContaining('The addresses of this machine cannot be read (EMFILE)'),
        rule: { at: 'cfg.yaml#scope.allow_own_addresses' },
      },
    ],
  });
  world.machine = before;
  expect(current('now')).toBe(first);
});
