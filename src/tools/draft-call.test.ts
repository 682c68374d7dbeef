import { expect, test } from 'vitest';
import { policy } from '../../test/tool-suite.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { dig } from './catalogue/dig.ts';
import { nmap } from './catalogue/nmap.ts';
import type { Draft, Tool } from './tool.ts';

function draftOf(tool: Tool, input: Readonly<Record<string, unknown>>, given = policy): Draft {
  const draft = tool.draft({ ...tool.example, ...input }, given);
  if (!draft.ok) throw new Error(draft.error.message);
  return draft.value;
}

test('a draft names what must be resolved, each name once, and nothing else', () => {
  expect(draftOf(nmap, {}).names).toEqual([]);
  expect(draftOf(nmap, { target: 'DB.lab.internal.' })).toMatchObject({
    target: 'db.lab.internal',
    names: ['db.lab.internal'],
  });
  expect(draftOf(dig, { target: 'ns.lab.internal', server: 'ns.lab.internal' }).names).toEqual([
    'ns.lab.internal',
  ]);
});

test('the answer is pinned in argv: the name itself never reaches the program', () => {
  const plan = draftOf(nmap, { target: 'db.lab.internal' }).plan(
    new Map([['db.lab.internal', ['10.0.0.7', '10.0.0.8']]]),
  );
  expect(plan).toMatchObject({
    ok: true,
    value: { targets: [{ asked: 'db.lab.internal', text: '10.0.0.7' }] },
  });
  expect(plan.ok && plan.value.argv.at(-1)).toBe('10.0.0.7');
  expect(plan.ok && plan.value.argv.join(' ')).not.toContain('lab.internal');
});

test.each([
  [['8.8.8.8'], 'scope.outside'],
  [['10.0.0.7', '8.8.8.8'], 'scope.outside'],
  [['10.0.0.7', '127.0.0.1'], 'scope.denied'],
  [[], 'scope.unresolved'],
])('a name that resolves to %j is refused with %s', (answers, code) => {
  const plan = draftOf(nmap, { target: 'db.lab.internal' }).plan(new Map([['db.lab.internal', answers]]));
  expect(plan).toMatchObject({ ok: false, error: { code, field: 'target' } });
});

test('a question is not resolved: its name goes to the server as data', () => {
  expect(draftOf(dig, { target: 'unknown.lab.internal' }).names).toEqual([]);
});

test('dry_run and correlation_id are handed on', () => {
  expect(draftOf(nmap, { dry_run: true, correlation_id: 'abc' })).toMatchObject({
    dryRun: true,
    correlationId: 'abc',
  });
});

test.each([
  [nmap, {}, 300, []],
  [nmap, { timeout_sec: 60 }, 60, []],
  [dig, {}, 15, []],
  [nmap, { timeout_sec: 900 }, 300, ['timeout_sec 900 was cut to 300, the longest that this server allows.']],
  [dig, { timeout_sec: 60 }, 15, ['timeout_sec 60 was cut to 15, the longest that this tool allows.']],
])('the deadline of %o with %j is %d s', (tool, input, seconds, notes) => {
  expect(draftOf(tool, input).plan(new Map())).toMatchObject({
    ok: true,
    value: { timeoutSec: seconds, notes },
  });
});

test('the operator’s own timeout for a tool wins over the tool’s', () => {
  const given = { ...policy, toolTimeoutSec: (tool: string) => (tool === 'dig' ? 5 : null) };
  expect(draftOf(dig, {}, given).plan(new Map())).toMatchObject({ ok: true, value: { timeoutSec: 5 } });
});

test('loopback is refused until the scope switches it on', () => {
  const loopback = { ...policy, scope: sampleScope({ allowLoopback: true }) };
  expect(nmap.draft({ target: '127.0.0.1' }, policy)).toMatchObject({
    ok: false,
    error: { code: 'scope.denied' },
  });
  expect(nmap.draft({ target: '127.0.0.1' }, loopback).ok).toBe(true);
});
