import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canUnshare, onOwnNetwork } from '../../test/own-network.ts';

const source = new URL('own-addresses.ts', import.meta.url).href;
const print = (name: string): string =>
  `import { readOwnAddresses } from '${source}'; process.stdout.write(JSON.stringify(readOwnAddresses().value.${name}))`;

describe.skipIf(!canUnshare())('the addresses of this machine', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bailiwick-addresses-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The addresses that are found on a network of its own, after these commands. */
  const foundAfter = (name: string, setup: readonly string[]): unknown =>
    JSON.parse(
      onOwnNetwork({ folder, hosts: [], setup }, [
        process.execPath,
        '--input-type=module',
        '-e',
        print(name),
      ]),
    );
  const ownAfter = (...setup: readonly string[]): unknown => foundAfter('ownAddresses', setup);

  test('are none without a network: loopback has a rule of its own', () => {
    expect(ownAfter()).toEqual([]);
  });

  test('are those of every interface, loopback too; link-local ones are left to the floor', () => {
    const found = ownAfter(
      'ip addr add 10.77.9.9/32 dev lo',
      'ip link add a0 type veth peer name b0',
      'ip addr add 10.77.8.1/24 dev a0',
      'ip -6 addr add fd77::1/64 dev a0 nodad',
      'ip link set a0 up',
      'ip link set b0 up',
    );
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(['10.77.9.9', '10.77.8.1', 'fd77::1']));
  });

  test('are told of an interface that has no carrier too: Linux answers at them all the same', () => {
    const found = ownAfter(
      'ip link add a0 type veth peer name b0',
      'ip addr add 10.77.8.1/24 dev a0',
      'ip link set a0 up',
      'ip link add c0 type veth peer name d0',
      'ip -6 addr add fd77::1/64 dev c0 nodad',
      'ip link set c0 up',
    );
    expect(found).toEqual(['10.77.8.1', 'fd77::1']);
  });

  test('have networks whose ends reach everybody: they are found for each that has more than two addresses', () => {
    const found = foundAfter('broadcastAddresses', [
      'ip link add a0 type veth peer name b0',
      'ip addr add 10.77.8.1/25 dev a0',
      'ip addr add 10.77.9.0/31 dev a0',
      'ip addr add 10.77.10.1/32 dev a0',
      'ip link set a0 up',
      'ip link set b0 up',
    ]);
    expect(found).toEqual(['10.77.8.0', '10.77.8.127']);
  });
});
