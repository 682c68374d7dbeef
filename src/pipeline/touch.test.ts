import { expect, test } from 'vitest';
import { planOf } from '../../test/tool-suite.ts';
import { dig } from '../tools/catalogue/dig.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import type { Plan, Tool } from '../tools/tool.ts';
import { touchOf } from './touch.ts';

function planFor(tool: Tool, input: Readonly<Record<string, unknown>>): Plan {
  const plan = planOf(tool, input);
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

const block = 10 * 2 ** 24;

test('a block is touched whole, each address by its share of the probes', () => {
  const plan = planFor(portCheck, { target: '10.0.0.0/28', ports: '1-100' });
  expect(touchOf({ ...plan, timeoutSec: 60 })).toEqual({
    intervals: [{ family: 4, lo: block, hi: block + 15 }],
    probesEach: 100,
    lastsMs: 60_000,
  });
});

test('a name that is looked up is not touched, its server is', () => {
  const plan = planFor(dig, { target: 'db.lab.internal', server: '10.0.0.53' });
  expect(touchOf(plan).intervals).toEqual([{ family: 4, lo: block + 53, hi: block + 53 }]);
});

test('an address that is named twice is one call to it, with the probes of both', () => {
  const plan = planFor(portCheck, { target: '10.0.0.5', ports: '1-10' });
  const twice = { targets: [...plan.targets, ...plan.targets], probes: 20, timeoutSec: 60 };
  expect(touchOf(twice)).toMatchObject({
    intervals: [{ family: 4, lo: block + 5, hi: block + 5 }],
    probesEach: 20,
  });
});
