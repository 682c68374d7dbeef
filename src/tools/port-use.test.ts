import { expect, test } from 'vitest';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { chosen, fixed, judgePorts, namedPorts } from './port-use.ts';

test('ports that several inputs name are counted once', () => {
  expect(judgePorts(sampleScope(), [fixed('80,443', 'host_discovery'), fixed('1-65535', 'ports')])).toEqual({
    ok: true,
    value: 65_535,
  });
  expect(
    judgePorts(sampleScope(), [fixed('80,443', 'host_discovery'), chosen(100, 'common ports', 'top_ports')]),
  ).toEqual({ ok: true, value: 100 });
  expect(judgePorts(sampleScope(), [])).toEqual({ ok: true, value: 0 });
});

test('a call names its ports only where it leaves none to its program', () => {
  expect(namedPorts([fixed('80,443', 'host_discovery'), fixed('81', 'ports')])).toEqual([
    { lo: 80, hi: 81 },
    { lo: 443, hi: 443 },
  ]);
  expect(namedPorts([fixed('80', 'ports'), chosen(100, 'common ports', 'top_ports')])).toBeNull();
  expect(namedPorts([])).toBeNull();
});

test('TCP and UDP probes of one port are two', () => {
  expect(judgePorts(sampleScope(), [fixed('T:53,U:53', 'ports')])).toEqual({ ok: true, value: 2 });
});

test('a denied port is refused by the field that brings it, with the rule', () => {
  const refused = judgePorts(sampleScope({ denyPorts: '9100' }), [fixed('22', 'ports'), fixed(9100, 'port')]);
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'scope.port', field: 'port', rule: { at: 'scope.yaml#deny_ports' } },
  });
});

test('a program chooses ports only where all are allowed', () => {
  const use = chosen(1000, 'common ports', 'top_ports');
  for (const changes of [{ denyPorts: '9100' }, { allowPorts: '1-1024' }]) {
    expect(judgePorts(sampleScope(changes), [use])).toMatchObject({
      ok: false,
      error: { code: 'scope.port', field: 'top_ports' },
    });
  }
});

test('a tool that spells no ports is a bug, and thrown', () => {
  expect(() => fixed('http', 'port')).toThrow('not a list of ports');
});
