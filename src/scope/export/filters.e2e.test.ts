import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sampleScope } from '../fixtures/sample-scope.ts';
import { toNftables } from './nftables.ts';
import { toNmapExclude } from './nmap-exclude.ts';
import { reachOf, type Reach } from './reach.ts';

const origin = { engagement: 'LAB-42', configVersion: '0123456789ab' };
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-export-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function written(text: string): string {
  const path = join(folder, 'export');
  writeFileSync(path, text);
  return path;
}

function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return { status, stdout, stderr };
}

const namespaces = run('unshare', '-n', 'true').status === 0;

describe.runIf(namespaces)('the table of nftables', () => {
  /** Loads the table into a network namespace of its own, twice, and lists what the kernel made of it. */
  const load = (reach: Reach) => {
    const file = written(toNftables(reach, origin));
    return run(
      'unshare',
      '-n',
      'sh',
      '-c',
      `nft -c -f ${file} && nft -f ${file} && nft -f ${file} && nft list ruleset`,
    );
  };

  test('is one that the kernel takes, also in the place of an older one', () => {
    const loaded = load(
      reachOf(
        sampleScope({ allow: ['rfc1918', 'fd00::/48'], deny: ['10.0.0.9', 'fd00::9'], denyPorts: '9100' }),
      ),
    );
    expect(loaded).toMatchObject({ status: 0, stderr: '' });
    expect(loaded.stdout.match(/table inet bailiwick/g)).toHaveLength(1);
    expect(loaded.stdout).toContain('policy drop');
    expect(loaded.stdout).toContain('9101-65535');
  });

  test('is sound where nothing can be reached', () => {
    expect(load(reachOf(sampleScope({ allow: ['10.0.0.1'], deny: ['10.0.0.1'] })))).toMatchObject({
      status: 0,
    });
  });

  test('lets pass what the scope allows, and drops the rest', () => {
    const file = written(
      toNftables(reachOf(sampleScope({ allow: ['10.9.0.0/24'], deny: ['10.9.0.7'] })), origin),
    );
    // A pair of interfaces that both lie in the namespace: nothing leaves it. IPv6 is off, since it speaks unasked.
    const script = `echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
      ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && ip addr add 10.9.0.1/16 dev v0
      nft -f ${file}
      for to in 10.9.0.5 10.9.0.7 10.9.1.5; do
        ip neigh add $to lladdr 02:00:00:00:00:05 dev v0
        timeout 5 ping -n -c 1 -W 0.2 $to >/dev/null 2>&1
        nft list chain inet bailiwick output | grep -o 'counter packets [0-9]*'
      done`;
    expect(run('unshare', '-n', 'bash', '-c', script).stdout.trim().split('\n')).toEqual([
      'counter packets 0',
      'counter packets 1',
      'counter packets 2',
    ]);
  });
});

describe.runIf(run('nmap', '--version').status === 0)('the exclusions of nmap', () => {
  /** What nmap would scan: `-sL` lists, and sends nothing. */
  const listed = (exclusions: string, ...targets: readonly string[]): readonly string[] => {
    const { stdout } = run('nmap', '-sL', '-n', '--excludefile', written(exclusions), ...targets);
    return [...stdout.matchAll(/^Nmap scan report for (\S+)$/gm)].map(([, address = '']) => address);
  };
  const reach = reachOf(
    sampleScope({ allow: ['127.0.0.0/29', '::1'], deny: ['127.0.0.2', '127.0.0.4-6'], allowLoopback: true }),
  );

  test('leave exactly the scope', () => {
    const left = listed(toNmapExclude(reach, origin, 4), '127.0.0.0/28');
    // Switching loopback on allows all of it; the rest of the list is what deny leaves.
    expect(left.slice(0, 5)).toEqual(['127.0.0.0', '127.0.0.1', '127.0.0.3', '127.0.0.7', '127.0.0.8']);
    expect(listed(toNmapExclude(reach, origin, 6), '-6', '::1')).toEqual(['::1']);
  });

  test('leave nothing of what is not allowed at all', () => {
    const none = reachOf(sampleScope({ allow: ['10.0.0.0/8'] }));
    expect(listed(toNmapExclude(none, origin, 4), '127.0.0.0/29')).toEqual([]);
    expect(listed(toNmapExclude(none, origin, 6), '-6', '::1')).toEqual([]);
  });
});
