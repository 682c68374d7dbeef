import { describe, expect, test } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { err, ok } from '../kernel/result.ts';
import { standingOf } from '../scope/engagement-standing.ts';
import { anyTime } from '../scope/engagement.ts';
import { catalogue } from '../tools/catalogue.ts';
import { samplePlace } from '../tools/fixtures/sample-policy.ts';
import type { Place } from './place.ts';
import { createPlanner, type Planner } from './planner.ts';

function plannerOf(yaml: string, machine: Place['machine'] = samplePlace.machine): Planner {
  const loaded = loadConfig({ file: { path: 'test.yaml', text: yaml }, env: {}, flags: [] });
  if (!loaded.ok) throw new Error(loaded.error[0]?.rendered);
  const planner = createPlanner(loaded.value.config, loaded.value.placeOf, catalogue, {
    ...samplePlace,
    machine,
  });
  if (!planner.ok) throw new Error(planner.error[0]?.message);
  return planner.value;
}

const nobody = (): null => null;
const ports = { ports: '80' };

describe('a planner', () => {
  test('names the tool that was probably meant', () => {
    expect(plannerOf('version: 1').find('nmpa')).toMatchObject({
      ok: false,
      error: { code: 'input.invalid', field: 'tool', next: ['Did you mean "nmap"?'] },
    });
  });

  test('tells a tool that the operator switched off from one that does not exist', () => {
    const { find } = plannerOf('tools: {nmap: {enabled: false}}');
    expect(find('nmap')).toMatchObject({ ok: false, error: { code: 'tool.disabled', field: 'tool' } });
    expect(find('dig').ok).toBe(true);
  });

  test.each([
    ['tools: {nmap: {enabled: false}}', 'tools.nmap.enabled = false', 'test.yaml:1:25'],
    ['tool: {exclude_patterns: [dig, "n*"]}', 'tool.exclude_patterns = n*', 'test.yaml:1:32'],
    ['tool: {include_patterns: [dig, p*]}', 'tool.include_patterns = dig, p*', 'test.yaml:1:26'],
  ])('says which setting switched a tool off, and where it is written: %s', (yaml, text, at) => {
    expect(plannerOf(yaml).find('nmap')).toMatchObject({ error: { rule: { text, at } } });
  });

  test('pins the answer that it is given, and asks nobody', () => {
    const planned = plannerOf('version: 1').plan(
      'port_check',
      { target: 'db.lab.internal', ...ports },
      (name) => (name === 'db.lab.internal' ? ['10.0.0.5'] : null),
    );
    expect(planned.ok && planned.value.argv.at(-1)).toBe('10.0.0.5');
  });

  test('refuses a name without an answer', () => {
    const { plan } = plannerOf('version: 1');
    expect(plan('port_check', { target: 'db.lab.internal', ...ports }, nobody)).toMatchObject({
      ok: false,
      error: { code: 'scope.unresolved' },
    });
  });

  test('takes the addresses of denied names too, and says so where it has none', () => {
    const { plan } = plannerOf('version: 1\nscope: {deny: [dc01.lab.internal]}\n');
    const call = { target: '10.0.0.9', ...ports };
    expect(plan('port_check', call, (_, of) => (of === 'denied' ? ['10.0.0.9'] : null))).toMatchObject({
      ok: false,
      error: { code: 'scope.denied', rule: { at: 'test.yaml:2:16' } },
    });
    expect(plan('port_check', call, nobody)).toMatchObject({
      value: { notes: [expect.stringContaining('without the addresses of dc01.lab.internal')] },
    });
  });

  test('refuses with the rule and the line on which it is written', () => {
    const { plan } = plannerOf('version: 1\nscope:\n  deny:\n    - 10.0.0.9\n');
    expect(plan('port_check', { target: '10.0.0.9', ...ports }, nobody)).toMatchObject({
      ok: false,
      error: { code: 'scope.denied', rule: { text: 'scope.deny = 10.0.0.9', at: 'test.yaml:4:7' } },
    });
  });

  test('takes limits from the configuration', () => {
    const policy = plannerOf('tools: {dig: {timeout_sec: 7}}\nsecurity: {timeout_seconds: 60}').policy('now');
    if (!policy.ok) throw new Error(policy.error.message);
    const { toolTimeoutSec, maxTimeoutSec } = policy.value;
    expect([toolTimeoutSec('dig'), toolTimeoutSec('nmap'), maxTimeoutSec]).toEqual([7, null, 60]);
  });
});

describe('the addresses of the machine', () => {
  const call = { target: '10.0.0.9', ...ports };
  const at = (address: string): ReturnType<Place['machine']> =>
    ok({ ownAddresses: [address], broadcastAddresses: ['10.0.1.255'] });

  test('that it gains after the start are denied in the next decision, and explained by scope_check', () => {
    let machine = at('10.0.0.7');
    const { plan, policy } = plannerOf('version: 1', () => machine);
    const before = policy('now');
    expect(plan('port_check', call, nobody).ok).toBe(true);
    expect(policy('recent')).toEqual(before);
    machine = at('10.0.0.9');
    const rule = 'scope.allow_own_addresses = false (10.0.0.9, an address of this machine)';
    expect(plan('port_check', call, nobody)).toMatchObject({
      error: { code: 'scope.denied', rule: { text: rule } },
    });
    const told = plan('scope_check', { target: '10.0.0.9' }, nobody);
    expect(JSON.stringify(told.ok && told.value.answer?.(standingOf(anyTime, 0)).result)).toContain(rule);
    expect(plan('port_check', { ...call, target: '10.0.0.7' }, nobody).ok).toBe(true);
    expect(plan('ping', { target: '10.0.1.255' }, nobody)).toMatchObject({ error: { code: 'scope.denied' } });
  });

  test('that cannot be read leave nothing allowed, at the start and later', () => {
    let machine: ReturnType<Place['machine']> = at('10.0.0.7');
    const { plan, policy } = plannerOf('version: 1', () => machine);
    machine = err('cannot be read (EMFILE)');
    for (const decision of [plan('port_check', call, nobody), policy('now')])
      expect(decision).toMatchObject({ error: { code: 'scope.unresolved' } });
    expect(() => plannerOf('version: 1', () => machine)).toThrow(/cannot be read/);
  });
});

test('a scope that lowers the floor is no planner at all, and every error has its place', () => {
  const text = 'scope:\n  allow:\n    - 127.0.0.0/8\n    - 8.8.8.8\n';
  const loaded = loadConfig({ file: { path: 'test.yaml', text }, env: {}, flags: [] });
  if (!loaded.ok) throw new Error('the file is well-formed');
  const planner = createPlanner(loaded.value.config, loaded.value.placeOf, catalogue, samplePlace);
  expect(planner.ok ? [] : planner.error.map(({ code, rule }) => `${code} ${rule?.at}`)).toEqual([
    'config.invalid test.yaml:3:7',
    'config.invalid test.yaml:4:7',
  ]);
});
