import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok } from '../kernel/result.ts';
import { barePlan } from '../tools/bare-plan.ts';
import { nmap } from '../tools/catalogue/nmap.ts';
import type { Plan } from '../tools/tool.ts';
import { findProgram } from './find-program.ts';
import { stage } from './fixtures/stage.ts';
import type { Identified } from './ports.ts';
import { startRun } from './start-run.ts';

const connect: Plan = { ...barePlan, tool: 'nmap', program: nmap.program };
const raw: Plan = { ...connect, profile: 'raw', withoutRaw: 'scan="connect" finds the same.' };
const seen = (works: boolean | null): Identified => ({
  path: '/usr/bin/nmap',
  version: '7.93',
  raw: works === null ? null : { works, why: works ? 'A try of them worked.' : 'Two tries of them failed.' },
});
const find = (plan: Plan, works: boolean | null) =>
  findProgram({ identify: async () => ok(seen(works)) }, nmap, plan);

test('a program that was recognised is found for what needs no raw sockets, whether they work or not', async () => {
  for (const works of [true, false, null]) expect(await find(connect, works)).toEqual(ok(seen(works)));
});

test('what needs raw sockets is refused where they fail or were not tried, with the way out', async () => {
  expect(await find(raw, true)).toEqual(ok(seen(true)));
  expect(await find(raw, false)).toMatchObject({
    error: { code: 'sandbox.unavailable', message: expect.stringContaining('Two tries of them failed.') },
  });
  expect(await find(raw, null)).toMatchObject({ error: { next: ['scan="connect" finds the same.'] } });
});

test('a program that is missing or another stays so', async () => {
  const missing = err(failure('tool.missing', 'It is another.'));
  expect(await findProgram({ identify: async () => missing }, nmap, raw)).toBe(missing);
});

test('a dry run is refused what the call would be, and both are recorded', async () => {
  const plan: Plan = { ...raw, tool: 'stub', program: { kind: 'system', name: 'stub' } };
  const { pipeline, log } = stage({ plan: () => ok(plan) });
  const caller = { channel: 'cli', principal: 'local', client: null } as const;
  for (const dryRun of [true, false]) {
    const { status, error } = await startRun(pipeline, { tool: 'stub', input: {}, caller, dryRun }).result;
    expect([status, error?.code]).toEqual(['failed', 'sandbox.unavailable']);
  }
  expect(log).toEqual(['decision deny', 'refused', 'decision deny', 'refused']);
});
