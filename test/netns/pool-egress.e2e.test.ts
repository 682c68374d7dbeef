import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targetsTo } from '../../src/exec/sandbox/netns/fixtures/targets-to.ts';
import type { Reach } from '../../src/exec/sandbox/netns/reach.ts';
import { addresses, canMakeNetworks, makeNetwork, type Network } from './network.ts';
import { openTestPool, type Held, type TestPool } from './test-pool.ts';

const { forbidden, forbidden6, allowed, allowed6 } = addresses;

/** What a program may try, with every right inside its namespace; each reaches its host from a machine without the pool. */
const acts: readonly (readonly [string, (address: string) => string])[] = [
  ['open a connection', (address) => `timeout 0.5 bash -c 'echo > /dev/tcp/${address}/81'`],
  ['send UDP', (address) => `bash -c 'echo > /dev/udp/${address}/81'`],
  ['ask a name server', (address) => `dig +tries=1 +time=1 @${address} a.lab.internal`],
  ['ping', (address) => `ping -n -c 1 -W 0.3 ${address}`],
];
const rawActs: typeof acts = [
  ['send raw IP', (address) => `nmap -n -Pn -sS --send-ip -p 81 ${once} ${address}`],
  ['send frames', (address) => `nmap -n -Pn -sS --send-eth -p 81 ${once} ${address}`],
  [
    'send frames from another card',
    (address) => `nmap -n -Pn -sS --spoof-mac 02:00:00:00:00:01 -p 81 ${once} ${address}`,
  ],
  ['send fragments', (address) => `nmap -n -Pn -sS -f -p 81 ${once} ${address}`],
  ['send another protocol', (address) => `nmap -n -Pn -sO -p 47 ${once} ${address}`],
  ['scan by masscan', (address) => `${masscan} --wait 0 ${address}`],
];
// It does not end by itself.
const masscan = 'timeout 2 masscan -p 81 --rate 100 < /dev/null';
const once = '--max-retries 0 --host-timeout 2s';

describe.runIf(canMakeNetworks())('a run in a pooled namespace (needs root, ip and nft)', () => {
  let network: Network;
  let pool: TestPool;
  beforeAll(async () => {
    network = makeNetwork('egress');
    pool = await openTestPool(network);
  });
  afterAll(async () => {
    await pool.pool.close();
    network.remove();
  });

  /** How many packets the forbidden side sees of an act, from the machine itself and from a namespace. */
  const seen = async (act: string, reach: Reach): Promise<readonly number[]> => {
    network.reset();
    await pool.free(act);
    const free = network.forbidden();
    network.reset();
    await pool.held(act, reach);
    return [free, network.forbidden()];
  };

  it.each([
    ...[...acts, ...rawActs].map(([act, words]) => [act, words(forbidden)]),
    ...acts.map(([act, words]) => [`${act} by IPv6`, words(forbidden6)]),
    ['send raw IPv6', `nmap -6 -n -Pn -sS -p 81 ${once} ${forbidden6}`],
    ['ping far away', 'ping -n -c 1 -W 0.3 192.0.2.1'],
  ])('cannot %s where its plan does not name the host', async (_, act) => {
    const [free, held] = await seen(act, { targets: targetsTo(allowed[0], allowed6), ports: null });
    expect(free).toBeGreaterThan(0);
    expect(held).toBe(0);
  });

  it.each([
    ['be refused a connection', `bash -c 'echo > /dev/tcp/${allowed[0]}/81'`, 'Connection refused'],
    ['be refused one by IPv6', `bash -c 'echo > /dev/tcp/${allowed6}/81'`, 'Connection refused'],
    ['ping', `ping -n -c 1 -W 1 ${allowed[0]}`, ' 0% packet loss'],
    ['ping by IPv6', `ping -n -c 1 -W 1 ${allowed6}`, ' 0% packet loss'],
    ['scan with raw IP', `nmap -n -Pn -sS --send-ip -p 81 ${allowed[0]}`, '81/tcp closed'],
    ['scan with frames', `nmap -n -Pn -sS --send-eth -p 81 ${allowed[0]}`, '81/tcp closed'],
    ['scan with raw IPv6', `nmap -6 -n -Pn -sS -p 81 ${allowed6}`, '81/tcp closed'],
    ['scan UDP', `nmap -n -Pn -sU -p 81 ${allowed[0]}`, '81/udp closed'],
    ['scan with fragments', `nmap -n -Pn -sS -f -p 81 ${allowed[0]}`, '81/tcp closed'],
    ['see closed ports by masscan', `${masscan} --wait 1 --show closed ${allowed[0]}`, 'closed port 81'],
  ])('can %s where its plan allows the host', async (_, act, said) => {
    const { stdout, stderr } = await pool.held(act, {
      targets: targetsTo(allowed[0], allowed6),
      ports: null,
    });
    expect(stdout + stderr).toContain(said);
  });

  it('reaches the ports of its plan and no other', async () => {
    const reach = {
      targets: targetsTo(allowed[0]),
      ports: [
        { lo: 80, hi: 81 },
        { lo: 90, hi: 90 },
      ],
    };
    const { stdout } = await pool.held(`nmap -n -Pn -sS -p 79-91 --max-retries 1 ${allowed[0]}`, reach);
    const closed = Array.from(stdout.matchAll(/^(\d+)\/tcp closed/gm), ([, port]) => port);
    expect(closed).toEqual(['80', '81', '90']);
    expect((await pool.held(`ping -n -c 1 -W 1 ${allowed[0]}`, reach)).code).toBe(0);
    expect((await pool.held(`nmap -n -Pn -sO -p 47 ${once} ${allowed[0]}`, reach)).stdout).toContain(
      'open|filtered',
    );
  });

  it('cannot reach what the run before it in the same namespace could', async () => {
    const ping = (host = ''): Promise<Held> =>
      pool.held(`ping -n -c 1 -W 0.3 ${allowed[0]}`, { targets: targetsTo(host), ports: null }, 'nobody');
    const runs = [await ping(allowed[0]), await ping(allowed[1]), await ping(allowed[0])];
    expect(runs.map(({ code }) => code)).toEqual([0, 1, 0]);
    expect(new Set(runs.map(({ name }) => name)).size).toBe(1);
  });
});
