import { expect, test } from 'vitest';
import { err, ok } from '../kernel/result.ts';
import { watchedAddresses } from './watched-addresses.ts';

function setUp() {
  const world = { ms: 5_000, reads: 0, fails: false };
  const read = () => {
    world.reads += 1;
    const found = { ownAddresses: [`10.0.0.${world.reads}`], broadcastAddresses: [] };
    return world.fails ? err('cannot be read (EMFILE)') : ok(found);
  };
  return { world, machine: watchedAddresses(read, { monotonicMs: () => world.ms }) };
}

test('recent addresses are read once a second at most', () => {
  const { world, machine } = setUp();
  const first = machine('recent');
  world.ms += 999;
  expect(machine('recent')).toBe(first);
  world.ms += 1;
  expect(machine('recent')).toMatchObject({ value: { ownAddresses: ['10.0.0.2'] } });
  expect(world.reads).toBe(2);
});

test('those of now are always read, and are recent for the next second', () => {
  const { world, machine } = setUp();
  machine('recent');
  const now = machine('now');
  expect(now).toMatchObject({ value: { ownAddresses: ['10.0.0.2'] } });
  expect(machine('recent')).toBe(now);
  machine('now');
  expect(world.reads).toBe(3);
});

test('a read that fails is told, and made again when the next is due', () => {
  const { world, machine } = setUp();
  world.fails = true;
  expect(machine('now')).toEqual(err('cannot be read (EMFILE)'));
  world.fails = false;
  world.ms += 1_000;
  expect(machine('recent').ok).toBe(true);
});
