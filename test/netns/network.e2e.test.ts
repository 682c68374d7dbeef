import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { addresses, canMakeNetworks, makeNetwork } from './network.ts';

describe.runIf(canMakeNetworks())('hosts of our own', () => {
  const network = makeNetwork('net');
  afterAll(() => network.remove());
  const ping = (address: string) =>
    spawnSync(network.on('scanner')[0], [
      ...network.on('scanner').slice(1),
      'ping',
      '-n',
      '-c',
      '1',
      '-W',
      '1',
      address,
    ]);

  it.each([...addresses.allowed, addresses.allowed6])(
    '%s answers, and the forbidden side sees nothing of it',
    (address) => {
      network.reset();
      expect(ping(address).status).toBe(0);
      expect(network.forbidden()).toBe(0);
    },
  );

  it.each([addresses.forbidden, addresses.forbidden6, '8.8.8.8', '192.168.1.1', '2001:4860:4860::8888'])(
    'a packet to %s is counted',
    (address) => {
      network.reset();
      ping(address);
      expect(network.forbidden()).toBeGreaterThan(0);
    },
  );

  it('nothing is counted while nobody sends', async () => {
    network.reset();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(network.forbidden()).toBe(0);
  });

  it('has no way out of this machine', () => {
    const routes = execFileSync(network.on('forbidden')[0], [
      ...network.on('forbidden').slice(1),
      'ip',
      'route',
    ]).toString();
    expect(routes).not.toContain('default');
  });
});
