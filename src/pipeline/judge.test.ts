import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { newRunId } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { authorise } from '../scope/authorise.ts';
import { url } from '../scope/endpoint.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { barePlan } from '../tools/bare-plan.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { samplePolicy } from '../tools/fixtures/sample-policy.ts';
import type { Plan } from '../tools/tool.ts';
import { judge, pinnedOf } from './judge.ts';

const policy = { ...samplePolicy, scope: sampleScope({ deny: ['dc01.lab.internal'] }) };
const nobody = err(failure('scope.unresolved', 'Nobody answered.'));

const asked = { runId: newRunId(() => new Uint8Array(6)), signal: new AbortController().signal };

/** Judges a call where `db` is 10.0.0.5 and the denied name has these addresses; null where nobody answers for it. */
async function judged(target: string, denied: readonly string[] | null) {
  const result = await judge(
    portCheck,
    { target, ports: '80' },
    policy,
    {
      resolver: { resolve: () => Promise.resolve(ok(['10.0.0.5'])) },
      deniedResolver: { resolve: () => Promise.resolve(denied === null ? nobody : ok(denied)) },
    },
    asked,
  );
  return result.ok ? result.value : result.error;
}

test('a call is pinned, and needs no note where the denied names were looked up', async () => {
  expect(await judged('db.lab.internal', [])).toMatchObject({
    pinned: ['db.lab.internal=10.0.0.5'],
    plan: { notes: [] },
  });
});

test('a denied machine is refused by its address, inside a block and under another name', async () => {
  for (const target of ['10.0.0.5', '10.0.0.0/29', 'db.lab.internal']) {
    expect(await judged(target, ['10.0.0.5'])).toMatchObject({
      code: 'scope.denied',
      rule: { text: 'scope.deny = dc01.lab.internal (10.0.0.5, an address of that name)' },
    });
  }
});

test('a call is refused while nobody knows the addresses of a denied name', async () => {
  expect(await judged('10.0.0.7', null)).toMatchObject({ code: 'scope.unresolved' });
});

test('every call asks anew: a name or a denied name that moves is judged where it is now', async () => {
  const world = { db: ['10.0.0.5'], denied: ['10.0.0.9'] };
  const ask = () =>
    judge(
      portCheck,
      { target: 'db.lab.internal', ports: '80' },
      policy,
      {
        resolver: { resolve: () => Promise.resolve(ok(world.db)) },
        deniedResolver: { resolve: () => Promise.resolve(ok(world.denied)) },
      },
      asked,
    );
  expect((await ask()).ok).toBe(true);
  world.db = ['10.0.0.5', '127.0.0.1'];
  expect(await ask()).toMatchObject({
    error: { code: 'scope.denied', message: expect.stringContaining('127.0.0.1') },
  });
  world.db = ['10.0.0.5'];
  world.denied = ['10.0.0.5'];
  expect(await ask()).toMatchObject({ error: { code: 'scope.denied', rule: { at: 'scope.yaml#deny[0]' } } });
});

test('a web address is pinned by its host', () => {
  expect(pinnedOf(planWith('http://db.lab.internal:8080/x'))).toEqual(['db.lab.internal=10.0.0.5']);
  expect(pinnedOf(planWith('http://10.0.0.5/'))).toEqual([]);
});

test('planned without asking anybody, the same call says what it was decided without', () => {
  const draft = portCheck.draft({ target: '10.0.0.5', ports: '80' }, policy);
  const plan = draft.ok ? draft.value.plan(new Map()) : draft;
  expect(plan).toMatchObject({
    value: { notes: [expect.stringMatching(/^Decided without the addresses of dc01\.lab\.internal/)] },
  });
});

function planWith(text: string): Plan {
  const target = authorise(policy.scope, url(text), new Map([['db.lab.internal', ['10.0.0.5']]]));
  if (!target.ok) throw new Error(target.error.message);
  return { ...barePlan, tool: 'x', program: { kind: 'none', name: 'x' }, targets: [target.value] };
}
