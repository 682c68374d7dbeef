import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf } from './baseline.ts';
import { diff } from './diff.ts';
import { anySighting, host, looked, sighting } from './fixtures/sightings.ts';
import { inTimeOrder } from './in-time-order.ts';
import type { Sighting } from './sighting.ts';

const monday = sighting({
  run: 'r-1',
  at: 1,
  asked: ['10.0.0.0/30'],
  hosts: [
    host('10.0.0.1', 22, {
      port: 443,
      identified: { by: 'nmap', service: 'http', product: 'nginx', version: '1' },
    }),
  ],
  areas: [looked('10.0.0.1', 1, 1000)],
});

/** It looks at two ports of the same host alone, and finds one of them closed. */
const tuesday = sighting({
  run: 'r-2',
  at: 2,
  hosts: [host('10.0.0.1', 443)],
  areas: [looked('10.0.0.1', 22)],
});

const together = (...sightings: readonly Sighting[]): Sighting => {
  const baseline = baselineOf(sightings);
  if (baseline === null) throw new Error('there are sightings');
  return baseline;
};

test('there is none without runs, and that of one run is what it saw', () => {
  expect(baselineOf([])).toBeNull();
  expect(diff(together(monday), monday).changes).toEqual([]);
});

test('the newest word holds, and older words hold where nobody looked again', () => {
  const later = sighting({
    run: 'r-3',
    at: 3,
    hosts: [
      host('10.0.0.1', 22, 25, {
        port: 443,
        identified: { by: 'nmap', service: 'http', product: 'nginx', version: '2' },
      }),
    ],
    areas: [looked('10.0.0.1', 1, 2000)],
  });
  const { changes, not_compared } = diff(together(tuesday, monday), later);
  expect(changes).toMatchObject([
    { kind: 'port', port: 22, from: 'closed', to: 'open' },
    { kind: 'port', port: 25, from: 'closed', to: 'open' },
    { kind: 'service', port: 443, from: { version: '1' }, to: { version: '2' } },
  ]);
  expect(not_compared.after.ports).toEqual([{ protocol: 'tcp', ports: '1001-2000' }]);
});

test('a host that was silent and answers now has come, and one that falls silent has gone', () => {
  const came = sighting({ run: 'r-3', at: 3, hosts: [host('10.0.0.2', 22)] });
  expect(diff(together(monday, tuesday), came).changes).toMatchObject([{ kind: 'host', to: 'up' }]);
  const silent = sighting({ run: 'r-4', at: 4, asked: ['10.0.0.1'] });
  expect(diff(together(monday, tuesday), silent).changes).toMatchObject([{ kind: 'host', to: 'down' }]);
  expect(diff(together(monday, silent), silent).changes).toEqual([]);
});

test('a state that came back is the newest word again', () => {
  const there = [host('10.0.0.1')];
  const state = (run: string, at: number, word: 'closed' | 'filtered') =>
    sighting({ run, at, hosts: there, areas: [looked('10.0.0.1', 22, 22, word)] });
  const again = state('r-3', 3, 'closed');
  expect(
    diff(together(state('r-1', 1, 'closed'), state('r-2', 2, 'filtered'), again), again).changes,
  ).toEqual([]);
});

test('it is the same in whatever order runs are given, and the newest of them is no news', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { minLength: 1, maxLength: 4 }), (runs) => {
      const baseline = together(...runs);
      expect(together(...runs.toReversed())).toEqual(baseline);
      const newest = inTimeOrder(runs).at(-1);
      expect(newest === undefined ? [] : diff(baseline, newest).changes).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
