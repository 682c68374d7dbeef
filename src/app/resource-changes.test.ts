import { expect, test } from 'vitest';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { createResourceChanges } from './resource-changes.ts';

const random = (count: number): Uint8Array => new Uint8Array(count);
const ids = { runId: newRunId(random), correlationId: correlationIdOf('c', random), tool: 'port_check' };
const facts = { ...ids, configVersion: 'ab' };
const argv = ['node', 'port-check.ts', '10.0.0.5', '22'];
const ended = buildResult(facts, 'succeeded', 'Found.', null, { metadata: { argv } });

test('the end of a run tells of the run, the statistics and the hosts that it saw', () => {
  const changes = createResourceChanges([{ ...portCheck, sightings: () => seen }]);
  const told: string[] = [];
  const stop = changes.listen((uri) => void told.push(uri));
  changes.observe({ type: 'started', ...ids, queueSec: 0 });
  expect(told).toEqual([]);
  changes.observe({ type: 'finished', ...ids, result: ended });
  expect(told).toEqual([
    `run://${ids.runId}`,
    `run://${ids.runId}/raw`,
    'stats://tools',
    'inventory://host/10.0.0.5',
  ]);
  changes.observe({ type: 'refused', ...ids, result: ended });
  changes.reloaded();
  expect(told.slice(4)).toEqual([
    `run://${ids.runId}`,
    `run://${ids.runId}/raw`,
    'stats://tools',
    'config://effective',
    'scope://current',
  ]);
  stop();
  changes.reloaded();
  expect(told).toHaveLength(9);
});

test('while nobody listens nothing is looked at', () => {
  let asked = 0;
  const changes = createResourceChanges([
    {
      ...portCheck,
      sightings: () => {
        asked += 1;
        return null;
      },
    },
  ]);
  changes.observe({ type: 'finished', ...ids, result: ended });
  expect(asked).toBe(0);
});

const seen = {
  hosts: [{ address: '10.0.0.5', state: 'up', ports: [] }],
  asked: [],
  areas: [],
  partial: false,
} as const;
