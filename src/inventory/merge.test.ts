import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySighting, host, looked, sighting } from './fixtures/sightings.ts';
import { inTimeOrder } from './in-time-order.ts';
import { createMerge, merge } from './merge.ts';

const ssh = (version: string) =>
  host('10.0.0.5', { port: 22, identified: { by: 'nmap', service: 'ssh', product: 'OpenSSH', version } });

test('each fact has the time since when it has been so, and the last run that saw it', () => {
  const { hosts } = merge([
    sighting({ run: 'r-1', at: 1, hosts: [ssh('9.2')] }),
    sighting({ run: 'r-2', at: 2, hosts: [ssh('9.2')] }),
    sighting({ run: 'r-3', at: 3, hosts: [ssh('9.6')] }),
    sighting({ run: 'r-4', at: 4, hosts: [host('10.0.0.5')], areas: [looked('10.0.0.5', 22)] }),
  ]);
  expect(hosts).toMatchObject([
    {
      address: '10.0.0.5',
      first_seen: 1,
      last_seen: 4,
      state: { value: 'up', first_seen: 1, last_seen: 4, run: 'r-4' },
      ports: [
        {
          port: 22,
          first_seen: 1,
          last_seen: 3,
          state: { value: 'closed', first_seen: 4, last_seen: 4, run: 'r-4' },
          service: { value: { version: '9.6' }, first_seen: 3, last_seen: 3, run: 'r-3' },
        },
      ],
    },
  ]);
});

test('a host that was never there is not in it, nor is a port that was never open', () => {
  const nothing = sighting({
    asked: ['10.0.0.0/24'],
    areas: [looked('10.0.0.5', 22)],
    hosts: [{ address: '10.0.0.6', state: 'down', ports: [] }],
  });
  expect(merge([nothing])).toEqual({ hosts: [] });
  const [only] = merge([nothing, sighting({ at: 1, hosts: [host('10.0.0.5')] })]).hosts;
  expect(only).toMatchObject({ address: '10.0.0.5', ports: [] });
});

test('a host that falls silent is down since then, and its ports stay as they were seen last', () => {
  const [gone] = merge([
    sighting({ run: 'r-1', at: 1, hosts: [ssh('9.2')] }),
    sighting({ run: 'r-2', at: 2, asked: ['10.0.0.0/24'] }),
  ]).hosts;
  expect(gone).toMatchObject({
    last_seen: 1,
    state: { value: 'down', first_seen: 2, run: 'r-2' },
    ports: [{ state: { value: 'open', last_seen: 1 } }],
  });
});

test('a scan that does not ask services leaves what they answered', () => {
  const [first] = merge([
    sighting({ run: 'r-1', at: 1, hosts: [ssh('9.2')] }),
    sighting({ run: 'r-2', at: 2, hosts: [host('10.0.0.5', { port: 22, service: 'ssh' })] }),
  ]).hosts;
  expect(first?.ports).toMatchObject([
    { last_seen: 2, service: { value: { version: '9.2' }, last_seen: 1 } },
  ]);
});

test('a port of the most common ones is closed by the next scan of as many', () => {
  const area = {
    addresses: ['10.0.0.5'],
    protocol: 'tcp',
    ports: { kind: 'top', count: 100 },
    state: 'closed',
  } as const;
  const [first] = merge([
    sighting({ run: 'r-1', at: 1, hosts: [host('10.0.0.5', { port: 22, rank: 100 })], areas: [area] }),
    sighting({ run: 'r-2', at: 2, hosts: [host('10.0.0.5')], areas: [area] }),
  ]).hosts;
  expect(first?.ports).toMatchObject([{ port: 22, state: { value: 'closed' } }]);
});

test('it is the same in whatever order runs are given, and a run that is given twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 4 }), fc.nat(), (runs, at) => {
      const inventory = merge(runs);
      const turned = [...runs.slice(at % (runs.length + 1)), ...runs.slice(0, at % (runs.length + 1))];
      expect(merge(turned.toReversed())).toEqual(inventory);
      expect(merge([...runs, ...runs])).toEqual(inventory);
    }),
    { numRuns: 300 },
  );
});

test('of some hosts alone it tells what it tells of them among all', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 4 }), (runs) => {
      const isWanted = (address: string): boolean => address.endsWith('1');
      const some = createMerge(isWanted);
      for (const run of inTimeOrder(runs)) some.add(run);
      expect(some.inventory().hosts).toEqual(merge(runs).hosts.filter(({ address }) => isWanted(address)));
    }),
    { numRuns: 200 },
  );
});
