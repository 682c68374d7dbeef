import { expect, test } from 'vitest';
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import { catalogue } from '../tools/catalogue.ts';
import { samplePlace } from '../tools/fixtures/sample-policy.ts';
import { createGenerations } from './generations.ts';
import { createPlanner } from './planner.ts';

const text = `version: 1
scope:
  allow:
    - 10.0.0.0/24
    - "*.db.lab.internal"
  deny:
    - 10.0.0.16/28
    - 10.0.0.9
  allow_ports: 1-1024
  deny_ports: 25,139
  max_hosts_per_call: 128
engagement:
  id: LAB-1
  not_after: 2035-01-01
limits:
  queue_size: 10
tools:
  nmap:
    enabled: false
`;

const read = (given: string) => loadConfig({ file: { path: 'c.yaml', text: given }, env: {}, flags: [] });
const compile = ({ config, placeOf }: LoadedConfig) => createPlanner(config, placeOf, catalogue, samplePlace);

function begin() {
  const loaded = read(text);
  const planner = loaded.ok ? compile(loaded.value) : null;
  if (!loaded.ok || planner?.ok !== true) throw new Error('The configuration is sound.');
  return createGenerations({ loaded: loaded.value, planner: planner.value }, compile);
}

const refused = [
  ['10.0.0.9', '22'],
  ['10.0.0.20', '22'],
  ['10.0.0.5', '25'],
  ['10.0.0.5', '2000'],
  ['10.0.1.5', '22'],
  ['192.168.1.1', '22'],
];

test('D3: a YAML file that was cut off at any byte is refused, or admits nothing that was not admitted', () => {
  let taken = 0;
  for (let end = 0; end < text.length - 1; end += 1) {
    const generations = begin();
    const { loaded } = generations.now();
    const wanted = read(text.slice(0, end));
    if (!wanted.ok || !generations.reload(wanted.value).ok) {
      expect(generations.now().loaded).toBe(loaded);
      continue;
    }
    taken += 1;
    const { planner } = generations.now();
    const admitted = refused.filter(
      ([target, ports]) => planner.plan('port_check', { target, ports }, () => null).ok,
    );
    expect([text.slice(0, end).slice(-20), admitted]).toEqual([text.slice(0, end).slice(-20), []]);
  }
  // Where only what says less than the whole is lacking, nothing is torn that matters.
  expect(taken).toBeLessThan(text.length / 4);
});
