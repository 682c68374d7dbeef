import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ok, type Result } from '../kernel/result.ts';
import { sampleEngagement } from '../scope/fixtures/sample-engagement.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { samplePolicy } from '../tools/fixtures/sample-policy.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { InForce } from './pipeline.ts';
import { startRun } from './start-run.ts';

/** A pipeline with one place, whose scope the test changes. */
function reloadable() {
  const held = Promise.withResolvers<ReturnType<typeof executionOf>>();
  const { pipeline, log, decisions } = stage({ run: () => held.promise });
  let allow = ['10.0.0.0/24'];
  const start = (target: string) =>
    startRun(
      {
        ...pipeline,
        inForce: () => ({
          ...pipeline.inForce(),
          configVersion: allow.join(),
          policy: () => ok({ ...samplePolicy, scope: sampleScope({ allow }) }),
          find: () => ok(portCheck),
        }),
      },
      {
        tool: 'port_check',
        input: { target, ports: '22' },
        caller: { channel: 'library', principal: 'local', client: null },
      },
    ).result;
  return {
    start,
    runs: () => log.filter((step) => step === 'run').length,
    decisions,
    narrow: (...to: string[]) => (allow = to),
    end: () => held.resolve(executionOf({ kind: 'exited', code: 0 }, '')),
  };
}

test('D7: a call that waits while the scope becomes narrower is refused when its turn comes, and one that is still allowed runs', async () => {
  const { start, runs, decisions, narrow, end } = reloadable();
  const first = start('10.0.0.5');
  await sleep(5);
  const [outside, inside] = [start('10.0.0.5'), start('10.0.0.200')];
  await sleep(5);
  expect(runs()).toBe(1);
  narrow('10.0.0.200');
  end();
  await first;
  expect(await outside).toMatchObject({ status: 'refused', error: { code: 'scope.outside' } });
  expect((await inside).error?.code).not.toBe('scope.outside');
  expect(runs()).toBe(2);
  // What is recorded is decided by the configuration that it names.
  expect(decisions.map(({ decision, configVersion }) => [decision, configVersion])).toEqual([
    ['allow', '10.0.0.0/24'],
    ['deny', '10.0.0.200'],
    ['allow', '10.0.0.200'],
  ]);
});

test('D6: a dry run that another configuration overtakes is decided by the one that it names, as a whole', async () => {
  const asked = Promise.withResolvers<Result<readonly string[]>>();
  const { pipeline } = stage({ names: ['db.lab.internal'], resolve: () => asked.promise });
  const open = sampleEngagement({ id: 'before' });
  const over = sampleEngagement({ id: 'after', notAfter: '1969-01-01' });
  let now: Partial<InForce> = { configVersion: 'before', engagement: open };
  const { result } = startRun(
    { ...pipeline, inForce: () => ({ ...pipeline.inForce(), ...now }) },
    { tool: 'stub', input: 'dry', caller: { channel: 'library', principal: 'local', client: null } },
  );
  await sleep(5);
  now = { configVersion: 'after', engagement: over };
  asked.resolve(ok(['10.0.0.5']));
  expect(await result).toMatchObject({ status: 'succeeded', metadata: { config_version: 'before' } });
});
