import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { targetsTo } from '../../src/exec/sandbox/netns/fixtures/targets-to.ts';
import { sweepScript } from '../../src/exec/sandbox/netns/pool-scripts.ts';
import { openPool, type Lease, type Pool } from '../../src/exec/sandbox/netns/pool.ts';
import { poolsHere } from '../../src/exec/sandbox/netns/pools-here.ts';
import type { Reach } from '../../src/exec/sandbox/netns/reach.ts';
import type { RunScript } from '../../src/exec/sandbox/netns/run-script.ts';
import { addresses, canMakeNetworks, makeNetwork, type Network } from './network.ts';
import { runOn, runPinned, scriptsIn, spaceOf } from './run-in.ts';

const [target] = addresses.allowed;
const reach: Reach = { targets: targetsTo(target), ports: null };

describe.runIf(canMakeNetworks())('a pool of namespaces (needs root, ip and nft)', () => {
  let network: Network;
  let run: RunScript;
  let before: string;
  beforeEach(async () => {
    network = makeNetwork('pool-life');
    run = scriptsIn(spaceOf(network, 'scanner'));
    before = await state();
  });
  afterEach(async () => {
    await Promise.all(owners.splice(0).map(kill));
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
    await run(sweepScript, []);
    network.remove();
  });
  const pools: Pool[] = [];
  const owners: ChildProcess[] = [];

  const on = async (command: string): Promise<string> =>
    (await runOn(network, 'scanner', ['/bin/sh', '-c', command])).stdout;
  /** All of a machine that a pool changes. */
  const state = (): Promise<string> =>
    on(`nft list ruleset; ip -o link show | sed 's/ .*//'
      sysctl net.ipv4.ip_forward net.ipv4.conf.eth0.forwarding net.ipv6.conf.eth0.forwarding net.ipv6.conf.eth0.force_forwarding`);
  const open = async (): Promise<Pool> => {
    const opened = await openPool(run, 2);
    if (!opened.ok) throw new Error(opened.error);
    pools.push(opened.value);
    return opened.value;
  };
  const take = async (pool: Pool): Promise<Lease> => {
    const lease = await pool.take(reach, 'nobody');
    if (!lease.ok) throw new Error(lease.error);
    return lease.value;
  };
  const reaches = async (pool: Pool): Promise<boolean> => {
    const lease = await take(pool);
    const ping = ['ping', '-n', '-c', '1', '-W', '0.5', target];
    const { code } = await runPinned(network, 'scanner', lease, [...lease.words, ...ping]);
    lease.release();
    return code === 0;
  };

  const startOwner = async (): Promise<Owner> => {
    const script = fileURLToPath(new URL('fixtures/pool-owner.ts', import.meta.url));
    const owner = fork(script, [spaceOf(network, 'scanner')]);
    owners.push(owner);
    const [made]: unknown[] = await once(owner, 'message');
    return { process: owner, made: z.array(z.string()).length(3).parse(made) };
  };

  it('leaves nothing behind when it is closed, and then gives nothing out', async () => {
    const pool = await open();
    const [table = '', ...names] = pool.made();
    expect(await state()).toContain(`table inet ${table}`);
    expect(names.map(isThere)).toEqual([true, true]);
    await Promise.all([pool.close(), pool.close()]);
    expect(await state()).toBe(before);
    expect(names.map(isThere)).toEqual([false, false]);
    expect(pool.made()).toEqual([]);
    expect(await pool.take(reach, 'nobody')).toEqual({
      ok: false,
      error: 'the pool of namespaces is closed',
    });
  });

  it('makes one more where all are in use, and gives each to one run at a time', async () => {
    const pool = await open();
    const taken = await Promise.all([take(pool), take(pool), take(pool), take(pool)]);
    expect(new Set(taken.map(({ name }) => name)).size).toBe(4);
    expect(pool.made()).toHaveLength(5);
    taken[0].release();
    taken[0].release();
    const more = await Promise.all([take(pool), take(pool)]);
    expect(more[0].name).toBe(taken[0].name);
    expect(taken.map(({ name }) => name)).not.toContain(more[1].name);
    const made = pool.made();
    await pool.close();
    expect(await state()).toBe(before);
    expect(made.filter(isThere)).toEqual([]);
  });

  it('stands beside the pool of another server, whichever is closed first', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.made()[0]).not.toBe(other.made()[0]);
    expect([await reaches(one), await reaches(other)]).toEqual([true, true]);
    await one.close();
    expect(await reaches(other)).toBe(true);
    await other.close();
    expect(await state()).toBe(before);
  });

  it('clears away what a killed server left, and nothing of one that lives', async () => {
    const living = await startOwner();
    const killed = await startOwner();
    const left = async (): Promise<readonly string[]> =>
      (await poolsHere(run)).filter(({ server }) => server === null).map(({ table }) => table);
    expect(await poolsHere(run)).toContainEqual({
      table: living.made[0],
      namespaces: living.made.length - 1,
      server: living.process.pid,
    });
    expect(await left()).toEqual([]);
    await kill(killed.process);
    expect(await left()).toEqual([killed.made[0]]);
    expect(killed.made.filter(isThere)).toHaveLength(2);
    const pool = await open();
    expect(await reaches(pool)).toBe(true);
    expect(await left()).toEqual([]);
    expect(living.made.filter(isThere)).toHaveLength(2);
    await pool.close();
    expect(await state()).toContain(`table inet ${living.made[0]}`);
    await kill(living.process);
    await (await open()).close();
    expect(await state()).toBe(before);
    expect([...living.made, ...killed.made].filter(isThere)).toEqual([]);
  });

  it('clears away what a killed server left in a network that is gone', async () => {
    const { process: owner, made } = await startOwner();
    await kill(owner);
    network.remove();
    network = makeNetwork('pool-life');
    run = scriptsIn(spaceOf(network, 'scanner'));
    expect(made.filter(isThere)).toHaveLength(2);
    await (await open()).close();
    expect(made.filter(isThere)).toEqual([]);
  });

  it('makes no router of the machine for others', async () => {
    const stranger = async (): Promise<number> => {
      network.reset();
      await runOn(network, 'allowed', ['ping', '-n', '-c', '1', '-W', '0.3', '192.0.2.1']);
      return network.forbidden();
    };
    await runOn(network, 'allowed', ['ip', 'route', 'add', '192.0.2.0/24', 'via', addresses.scanner]);
    const pool = await open();
    expect(await stranger()).toBe(0);
    await pool.close();
    await on('echo 1 > /proc/sys/net/ipv4/ip_forward');
    expect(await stranger()).toBeGreaterThan(0);
    const beside = await open();
    expect(await stranger()).toBeGreaterThan(0);
    await beside.close();
    expect(await stranger()).toBeGreaterThan(0);
  });

  it.each([
    [
      'another firewall drops what is forwarded',
      'nft "table inet other { chain closed { type filter hook forward priority 0; policy drop; }; }"',
      'another firewall',
    ],
    [
      'a device is kept from forwarding',
      'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv4/conf/eth0/forwarding',
      'eth0 is kept from it',
    ],
  ])('is not opened where %s', async (_, command, why) => {
    await on(command);
    const changed = await state();
    expect(await openPool(run, 2)).toEqual({ ok: false, error: expect.stringContaining(why) });
    expect(await state()).toBe(changed);
  });
});

/** A server in a process of its own, and what its pool made. */
interface Owner {
  readonly process: ChildProcess;
  readonly made: readonly string[];
}

const isThere = (name: string): boolean => existsSync(`/run/netns/${name}`);

async function kill(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return;
  owner.kill('SIGKILL');
  await once(owner, 'exit');
}
