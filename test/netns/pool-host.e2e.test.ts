import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { targetsTo } from '../../src/exec/sandbox/netns/fixtures/targets-to.ts';
import type { Reach } from '../../src/exec/sandbox/netns/reach.ts';
import type { Slot } from '../../src/exec/sandbox/netns/slot.ts';
import { addresses, canMakeNetworks, makeNetwork, type Host, type Network } from './network.ts';
import { runOn } from './run-in.ts';
import { openTestPool, type TestPool } from './test-pool.ts';

const { scanner, allowed, allowed6 } = addresses;
const [target] = allowed;
const reach: Reach = { targets: targetsTo(target, allowed6), ports: null };
const frames = ({ ours, its }: Slot): string =>
  `nping --tcp -p 22 ${one} --send-eth --source-mac ${its.mac} --dest-mac ${ours.mac} -e eth0`;
const one = '-c 1 -N --quiet';
const [other6, noOther6] = ['ip addr add fd77::99/128 dev eth0 nodad', 'ip addr del fd77::99/128 dev eth0'];

describe.runIf(canMakeNetworks())('a run in a pooled namespace (needs root, ip and nft)', () => {
  let network: Network;
  let pool: TestPool;
  beforeAll(async () => {
    network = makeNetwork('pool-host');
    pool = await openTestPool(network);
    await watch('scanner', 'input', ['iifname "bwk*"']);
    await watch('allowed', 'prerouting', [
      `iifname "eth0" ip saddr != ${scanner}`,
      'iifname "eth0" ip6 saddr != fd77::1',
      'ip option lsrr exists',
    ]);
  });
  afterAll(async () => {
    await pool.pool.close();
    network.remove();
  });
  beforeEach(() => Promise.all([forget('scanner'), forget('allowed')]));

  /** Counts what comes to a host and fits, but for what hosts say of addresses by themselves. */
  const watch = (on: Host, hook: 'input' | 'prerouting', matches: readonly string[]): Promise<unknown> =>
    runOn(network, on, [
      'nft',
      `table inet watch {
  counter seen { }
  chain in {
    type filter hook ${hook} priority 10; policy accept;
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
${matches.map((match) => `    ${match} counter name seen\n`).join('')}  }
}`,
    ]);
  const forget = (on: Host): Promise<unknown> => runOn(network, on, ['nft', 'reset', 'counters']);
  const seen = async (on: Host): Promise<number> => {
    const { stdout } = await runOn(network, on, ['nft', 'list', 'counters']);
    return Number(/packets (\d+)/.exec(stdout)?.[1] ?? Number.NaN);
  };

  /** Does something while a chain of the pool lets all pass. */
  const withOpen = async <T>(chain: 'input' | 'forward', act: () => Promise<T>): Promise<T> => {
    const opened = await pool.free(`nft --echo --handle insert rule inet ${pool.table} ${chain} accept`);
    const done = await act();
    const handle = /# handle (\d+)/.exec(opened.stdout)?.[1];
    await pool.free(`nft delete rule inet ${pool.table} ${chain} handle ${handle}`);
    return done;
  };

  it.each<readonly [string, (slot: Slot) => string]>([
    ['its address on the network', () => `ping -n -c 1 -W 0.3 ${scanner}`],
    ['its address by IPv6', () => 'ping -n -c 1 -W 0.3 fd77::1'],
    ['its name server', () => `dig +tries=1 +time=1 @${scanner} a.lab.internal`],
    ['the gateway', ({ ours }) => `ping -n -c 1 -W 0.3 ${ours.v4}`],
    ['the gateway by IPv6', ({ ours }) => `ping -n -c 1 -W 0.3 ${ours.v6}`],
    ['a port of the gateway', ({ ours }) => `bash -c 'echo > /dev/udp/${ours.v4}/53'`],
    ['its address by frames', (slot) => `${frames(slot)} --source-ip ${slot.its.v4} ${scanner}`],
    ['its address in the name of the target', (slot) => `${frames(slot)} --source-ip ${target} ${scanner}`],
  ])('reaches nothing of this machine: %s', async (_, actOf) => {
    const act = actOf(pool.slot);
    await pool.held(act, reach);
    expect(await seen('scanner')).toBe(0);
    await withOpen('input', () => pool.held(act, reach));
    expect(await seen('scanner')).toBeGreaterThan(0);
  });

  it('reaches no other namespace of the pool', async () => {
    const ping = `ping -n -c 1 -W 0.3 ${pool.neighbour.its.v4}`;
    expect((await pool.held(ping, reach)).code).toBe(1);
    expect((await withOpen('forward', () => pool.held(ping, reach))).code).toBe(0);
  });

  it.each([
    ['send in the name of another host', `nping --tcp -p 81 ${one} --source-ip 10.77.0.99 ${target}`],
    ['send UDP in the name of another host', `nping --udp -p 81 ${one} --source-ip 10.77.0.99 ${target}`],
    [
      'ping in the name of another host of IPv6',
      `${other6}; ping -n -c 1 -W 0.3 -I fd77::99 ${allowed6}; ${noOther6}`,
    ],
    ['have a target pass a packet on', `nping --tcp -p 81 ${one} --ip-options "L ${scanner}" ${target}`],
  ])('cannot %s', async (_, act) => {
    expect((await pool.free(act)).stderr).toBe('');
    expect(await seen('allowed')).toBeGreaterThan(0);
    await forget('allowed');
    await pool.held(act, reach);
    expect(await seen('allowed')).toBe(0);
  });

  it('sends nothing under an address of the pool, not even what belongs to no connection', async () => {
    const scan = `nmap -n -Pn -sF -p 81 --max-retries 0 --host-timeout 2s ${target}`;
    expect((await pool.held(scan, reach)).stdout).toContain('1 host up');
    expect(await seen('allowed')).toBe(0);
  });
});
