import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const source = new URL('own-addresses.ts', import.meta.url).href;
const print = `import { ownAddresses } from '${source}'; process.stdout.write(JSON.stringify(ownAddresses()))`;

/** The addresses that are found in a network namespace of its own, after these commands. */
function ownAfter(commands: string): unknown {
  const words = [
    '-rn',
    'sh',
    '-ec',
    `${commands}; exec "$0" "$@"`,
    process.execPath,
    '--input-type=module',
    '-e',
    print,
  ];
  return JSON.parse(execFileSync('unshare', words, { encoding: 'utf8', timeout: 30_000 }));
}

test('a machine without a network has no address but loopback, which is none of these', () => {
  expect(ownAfter('ip link set lo up')).toEqual([]);
});

test('addresses of every interface count, those on loopback too; link-local ones are left to the floor', () => {
  const commands = [
    'ip link set lo up',
    'ip addr add 10.77.9.9/32 dev lo',
    'ip link add a0 type veth peer name b0',
    'ip addr add 10.77.8.1/24 dev a0',
    'ip -6 addr add fd77::1/64 dev a0 nodad',
    'ip link set a0 up',
    'ip link set b0 up',
  ];
  const found = ownAfter(commands.join('; '));
  expect(found).toHaveLength(3);
  expect(found).toEqual(expect.arrayContaining(['10.77.9.9', '10.77.8.1', 'fd77::1']));
});
