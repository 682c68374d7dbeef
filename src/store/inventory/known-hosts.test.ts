import { expect, test } from 'vitest';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import { folder, open, tamper, type Folder } from '../fixtures/lab.ts';
import { outcomeFor, decisionFor, runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { WantedHosts } from './known-hosts.ts';

const hour = 3_600_000;
const midnight = Date.UTC(2026, 0, 1);
const of = (principal: string) => ({ caller: { channel: 'http', principal, client: null } }) as const;

/** Three runs, an hour apart: the second is of another principal. */
async function threeRuns({ file }: Folder): Promise<Store> {
  const clock = manualClock();
  const opened = await openStore({ path: file, owner: 'a test' }, clock);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  await scanned(store, 1, { '10.0.0.5': [22], '10.0.0.6': [80] }, of('ada'));
  clock.advance(hour);
  await scanned(store, 2, { '10.0.0.5': [22, 443], '10.0.1.7': [443] }, of('bob'));
  clock.advance(hour);
  await scanned(store, 3, { '10.0.0.5': [80] }, of('ada'));
  return store;
}

/** What is known, in short: addresses with the numbers and states of their ports. */
async function known(store: Store, wanted: WantedHosts) {
  const found = await store.knownHosts(wanted);
  if (!found.ok) throw new Error(found.error.message);
  const { hosts, ...counts } = found.value;
  return {
    ...counts,
    hosts: hosts.map(({ address, ports }) =>
      [address, ...ports.map(({ port, state }) => `${port} ${state.value}`)].join(', '),
    ),
  };
}

test('what runs saw is put together, with when and by which run it was seen first and last', async () => {
  using where = folder();
  const store = await threeRuns(where);
  expect(await known(store, {})).toEqual({
    hosts: ['10.0.0.5, 22 closed, 80 open, 443 closed', '10.0.0.6, 80 open', '10.0.1.7, 443 open'],
    total: 3,
    ports_left_out: 0,
    runs: 3,
    unreadable: 0,
  });
  const one = await store.knownHosts({ network: '10.0.0.5' });
  expect(one).toMatchObject({
    value: {
      hosts: [
        {
          first_seen: midnight,
          last_seen: midnight + 2 * hour,
          ports: [
            { port: 22, first_seen: midnight, last_seen: midnight + hour, state: { run: runIdOf(3) } },
            { port: 80, first_seen: midnight + 2 * hour },
            { port: 443 },
          ],
        },
      ],
    },
  });
  await store.close();
});

test.each<[string, WantedHosts, readonly string[]]>([
  ['of one principal', { principal: 'bob' }, ['10.0.0.5, 22 open, 443 open', '10.0.1.7, 443 open']],
  ['of nobody', { principal: 'eve' }, []],
  ['of the newest runs alone', { newest: 1 }, ['10.0.0.5, 80 open']],
  ['of more runs than there are', { newest: 9, network: '10.0.0.6' }, ['10.0.0.6, 80 open']],
  ['of a network', { network: '10.0.1.0/24' }, ['10.0.1.7, 443 open']],
  ['of a port', { port: 80 }, ['10.0.0.5, 80 open', '10.0.0.6, 80 open']],
  ['seen lately', { since: midnight + 2 * hour }, ['10.0.0.5, 80 open']],
  ['as much as is wanted', { most: { hosts: 1, ports: 1 } }, ['10.0.0.5, 22 closed']],
])('hosts are told %s', async (_, wanted, hosts) => {
  using where = folder();
  const store = await threeRuns(where);
  expect((await known(store, wanted)).hosts).toEqual(hosts);
  await store.close();
});

test('runs that go on, that look at no hosts, or whose result is gone add nothing; a damaged one is counted', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(runIdOf(1)));
  await store.decision(decisionFor(runIdOf(2)));
  await store.outcome(outcomeFor(runIdOf(2), 'an answer'));
  await scanned(store, 3, { '10.0.0.5': [22] });
  expect(await known(store, {})).toMatchObject({ runs: 1, unreadable: 0 });
  tamper(where, `update blob set sha256 = sha256, body = zeroblob(9)`);
  expect(await known(store, {})).toMatchObject({ hosts: [], runs: 0, unreadable: 2 });
  await store.prune({ keepRunsMs: Infinity, keepOutputsMs: Infinity, totalBytes: 0 });
  expect(await known(store, {})).toMatchObject({ hosts: [], runs: 0, unreadable: 0 });
  await store.close();
});

test('more runs than a page holds are all read, once each', async () => {
  using where = folder();
  const store = await open(where);
  for (let index = 0; index < 230; index += 1) await scanned(store, index, { [`10.0.0.${index}`]: [22] });
  expect(await known(store, {})).toMatchObject({ runs: 230, total: 230 });
  expect(await known(store, { newest: 120 })).toMatchObject({ runs: 120 });
  await store.close();
});
