import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { samplePolicy } from '../tools/fixtures/sample-policy.ts';
import type { Policy } from '../tools/tool.ts';
import { inForce } from './fixtures/in-force.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import { startRun } from './start-run.ts';

const caller = { channel: 'library', principal: 'local', client: null } as const;
const policyAt = (...ownAddresses: readonly string[]): Result<Policy> =>
  ok({ ...samplePolicy, scope: sampleScope({ ownAddresses, allow: ['rfc1918', '*.lab.internal'] }) });

/** One call runs until it is let go; whatever is started meanwhile waits for its place. */
function crowded() {
  const { promise: freed, resolve: free } = Promise.withResolvers<void>();
  const set = stage({
    run: async () => {
      await freed;
      return executionOf({ kind: 'exited', code: 0 });
    },
  });
  const world: { policy: Result<Policy>; ages: string[] } = { policy: policyAt('10.0.0.7'), ages: [] };
  const pipeline = inForce(set.pipeline, {
    policy: (age) => {
      world.ages.push(age);
      return world.policy;
    },
    find: () => ok(portCheck),
  });
  const start = (target: string) =>
    startRun(pipeline, { tool: 'port_check', input: { target, ports: '80' }, caller }).result;
  return { ...set, world, start, free };
}

test('a call that waits is refused where its target has become an address of this machine', async () => {
  const { start, free, world, log, decisions } = crowded();
  const first = start('10.0.0.4');
  const second = start('db.lab.internal');
  await sleep(5);
  world.policy = policyAt('10.0.0.5');
  free();
  await first;
  expect(await second).toMatchObject({
    status: 'refused',
    error: { code: 'scope.denied', message: expect.stringContaining('10.0.0.5') },
  });
  expect(log.filter((entry) => entry === 'run')).toHaveLength(1);
  expect(decisions.map(({ decision }) => decision)).toEqual(['allow', 'deny']);
  expect(world.ages.toSorted()).toEqual(['now', 'now', 'recent', 'recent']);
});

test('a call that waits goes on where another address has come', async () => {
  const { start, free, world, log, decisions } = crowded();
  const first = start('10.0.0.4');
  const second = start('db.lab.internal');
  await sleep(5);
  world.policy = policyAt('10.0.0.7', '10.0.0.8');
  free();
  await Promise.all([first, second]);
  expect(log.filter((entry) => entry === 'run')).toHaveLength(2);
  expect(decisions[1]).toMatchObject({ decision: 'allow', pinned: ['db.lab.internal=10.0.0.5'] });
});

test('nothing is judged, and nothing that waits starts, while the addresses of this machine are unknown', async () => {
  const { start, free, world, log } = crowded();
  const first = start('10.0.0.4');
  const second = start('10.0.0.6');
  await sleep(5);
  world.policy = err(failure('scope.unresolved', 'The addresses of this machine cannot be read.'));
  const third = await start('10.0.0.6');
  free();
  await first;
  for (const result of [await second, third])
    expect(result).toMatchObject({ status: 'refused', error: { code: 'scope.unresolved' } });
  expect(log.filter((entry) => entry === 'run')).toHaveLength(1);
});
