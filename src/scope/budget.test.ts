import { expect, test } from 'vitest';
import { checkBudget } from './budget.ts';
import { sampleScope } from './fixtures/sample-scope.ts';

const scope = sampleScope({ maxHostsPerCall: 256, maxPortsPerCall: 1000, maxProbesPerCall: 10_000 });

test('a call within its limits passes, at the limits too', () => {
  expect(checkBudget(scope, { hosts: 10, ports: 1000 })).toEqual({
    ok: true,
    value: { hosts: 10, ports: 1000, probes: 10_000 },
  });
  expect(checkBudget(scope, { hosts: 256, ports: 0 }).ok).toBe(true);
});

test.each([
  [
    { hosts: 257, ports: 1 },
    'target',
    'The call covers 257 hosts; scope.max_hosts_per_call = 256 is the limit. Nothing was sent.',
    'max_hosts_per_call',
  ],
  [
    { hosts: 1, ports: 1001 },
    'ports',
    'The call covers 1001 ports; scope.max_ports_per_call = 1000 is the limit. Nothing was sent.',
    'max_ports_per_call',
  ],
  [
    { hosts: 11, ports: 1000 },
    'target',
    'The call covers 11000 probes (hosts × ports); scope.max_probes_per_call = 10000 is the limit. Nothing was sent.',
    'max_probes_per_call',
  ],
])('%j is too large, and the value, the limit and its place are told', (call, field, message, key) => {
  const checked = checkBudget(scope, call);
  expect(checked.ok ? checked.value : checked.error).toMatchObject({
    code: 'scope.too_large',
    field,
    message,
    rule: { at: `scope.yaml#${key}` },
  });
});

test('a limit that is no number lets nothing through', () => {
  expect(checkBudget(sampleScope({ maxHostsPerCall: Number.NaN }), { hosts: 1, ports: 1 }).ok).toBe(false);
});

test('all of IPv6 is counted, and refused', () => {
  expect(checkBudget(scope, { hosts: 2 ** 128, ports: 65_535 }).ok).toBe(false);
});
