import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Hosts of a test's own, in network namespaces that reach each other and nothing else:
 *
 *     scanner 10.77.0.1 ── bridge ── allowed 10.77.0.10–12, fd77::10
 *                            └────── forbidden 10.77.0.200, 10.77.0.254, fd77::200, and the way to everywhere else
 *
 * The scanner's default route leads to `forbidden`, which counts every packet: whatever leaves the scope of a call, to any
 * address in the world, is seen there. What is meant for an allowed address it forwards like any router and does not count,
 * since masscan sends by way of the default route even to its neighbours. They are told beforehand, so that no ARP blurs the count.
 */
export interface Network {
  /** Words that run a command on a host. */
  readonly on: (host: Host) => readonly [string, ...string[]];
  /** Packets that have reached the forbidden side since the last `reset`. */
  readonly forbidden: () => number;
  readonly reset: () => void;
  readonly remove: () => void;
}

export type Host = 'scanner' | 'allowed' | 'forbidden';

/** The addresses of the hosts that may be touched, and of those that may not. */
export const addresses = {
  scanner: '10.77.0.1',
  allowed: ['10.77.0.10', '10.77.0.11', '10.77.0.12'],
  allowed6: 'fd77::10',
  forbidden: '10.77.0.200',
  forbidden6: 'fd77::200',
} as const;

/** True where namespaces can be made: Linux, root, and the programs for it. */
export const canMakeNetworks = (): boolean =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  ['ip', 'nft'].every((program) => spawnSync(program, ['-V'], { stdio: 'ignore' }).error === undefined) &&
  tried();

/** Makes the hosts; `tag` keeps networks of several test files apart. Every name is resolved by 127.0.0.1 on its own host. */
export function makeNetwork(tag: string): Network {
  const nameOf = (host: Host | 'bridge'): string => `bwk-${process.pid}-${tag}-${host}`;
  const hosts = ['scanner', 'allowed', 'forbidden'] as const;
  const ip = (...words: readonly string[]): void => run('ip', ...words);
  const inside = (host: Host | 'bridge', ...words: readonly string[]): void =>
    run('ip', 'netns', 'exec', nameOf(host), ...words);

  const remove = (): void => {
    for (const host of [...hosts, 'bridge'] as const) {
      spawnSync('ip', ['netns', 'del', nameOf(host)], { stdio: 'ignore' });
      rmSync(`/etc/netns/${nameOf(host)}`, { recursive: true, force: true });
    }
  };

  removeAbandoned();
  try {
    ip('netns', 'add', nameOf('bridge'));
    // No chatter of the bridge's own, nor of its ports.
    inside(
      'bridge',
      'sysctl',
      '-qw',
      'net.ipv6.conf.all.disable_ipv6=1',
      'net.ipv6.conf.default.disable_ipv6=1',
    );
    inside('bridge', 'ip', 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0');
    inside('bridge', 'ip', 'link', 'set', 'br0', 'up');
    for (const host of hosts) join(host);
    for (const host of hosts) settle(host);
    inside('forbidden', 'sysctl', '-qw', ...forwarding);
    inside('forbidden', 'nft', counting);
  } catch (error) {
    remove();
    throw error;
  }

  /** A host with one interface, which is plugged into the bridge. */
  function join(host: Host): void {
    mkdirSync(`/etc/netns/${nameOf(host)}`, { recursive: true });
    writeFileSync(
      `/etc/netns/${nameOf(host)}/resolv.conf`,
      'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n',
    );
    writeFileSync(`/etc/netns/${nameOf(host)}/hosts`, '127.0.0.1 localhost\n::1 localhost\n');
    ip('netns', 'add', nameOf(host));
    const { mac, own } = plan[host];
    ip(
      'link',
      'add',
      'eth0',
      'netns',
      nameOf(host),
      'address',
      mac,
      'type',
      'veth',
      'peer',
      'name',
      `to-${host}`,
      'netns',
      nameOf('bridge'),
    );
    inside('bridge', 'ip', 'link', 'set', `to-${host}`, 'master', 'br0', 'up');
    // No multicast chatter of the kernel's own: the counter shall stand still unless somebody sends.
    inside(host, 'sysctl', '-qw', 'net.ipv6.conf.all.accept_dad=0', 'net.ipv6.conf.default.accept_dad=0');
    inside(
      host,
      'sysctl',
      '-qw',
      'net.ipv6.conf.eth0.addr_gen_mode=1',
      'net.ipv6.conf.eth0.router_solicitations=0',
    );
    inside(host, 'ip', 'link', 'set', 'lo', 'up');
    inside(host, 'ip', 'link', 'set', 'eth0', 'up');
    for (const address of own) {
      const suffix = address.includes(':') ? ['/64', 'nodad'] : ['/24'];
      inside(host, 'ip', 'addr', 'add', `${address}${suffix[0]}`, 'dev', 'eth0', ...suffix.slice(1));
    }
  }

  /** Tells a host where the others are. */
  function settle(host: Host): void {
    for (const other of hosts.filter((each) => each !== host)) {
      for (const address of plan[other].own) {
        inside(
          host,
          'ip',
          'neigh',
          'replace',
          address,
          'lladdr',
          plan[other].mac,
          'dev',
          'eth0',
          'nud',
          'permanent',
        );
      }
    }
    if (host !== 'scanner') return;
    inside(host, 'ip', 'route', 'add', 'default', 'via', gateway);
    inside(host, 'ip', '-6', 'route', 'add', 'default', 'via', addresses.forbidden6);
  }

  return {
    on: (host) => ['ip', 'netns', 'exec', nameOf(host)],
    forbidden: () => {
      const listed = execFileSync('ip', ['netns', 'exec', nameOf('forbidden'), 'nft', 'list', 'counters']);
      const counts = Array.from(listed.toString().matchAll(/packets (\d+)/g), ([, packets]) =>
        Number(packets),
      );
      return counts.length === 2 ? counts.reduce((sum, count) => sum + count, 0) : Number.NaN;
    },
    reset: () => inside('forbidden', 'nft', 'reset', 'counters'),
    remove,
  };
}

const gateway = '10.77.0.254';

const plan: Readonly<Record<Host, { readonly mac: string; readonly own: readonly string[] }>> = {
  scanner: { mac: '02:00:00:00:00:01', own: [addresses.scanner, 'fd77::1'] },
  allowed: { mac: '02:00:00:00:00:02', own: [...addresses.allowed, addresses.allowed6] },
  forbidden: { mac: '02:00:00:00:00:03', own: [addresses.forbidden, gateway, addresses.forbidden6] },
};

const forwarding = [
  'net.ipv4.conf.all.send_redirects=0',
  'net.ipv4.conf.eth0.send_redirects=0',
  'net.ipv4.ip_forward=1',
] as const;

/**
 * Everything that comes in by the wire is counted, but for what is on its way to an allowed address and what the kernels of the
 * hosts say to each other by themselves. Whoever asks the wire for a neighbour has begun to look for it: that counts as well,
 * unless the scope of the corpus allows the address, or it is the gateway, which masscan asks for before it sends anything.
 */
const counting = `table inet seen {
  counter arrived { };
  chain in {
    type filter hook prerouting priority -300; policy accept;
    icmpv6 type { mld2-listener-report, nd-router-solicit, nd-neighbor-advert } accept;
    icmpv6 type nd-neighbor-solicit @th,64,128 0xfd770000000000000000000000000010-0xfd77000000000000000000000000001e accept;
    ip saddr ${addresses.scanner} ip daddr { ${addresses.allowed.join(', ')} } accept;
    iif eth0 counter name arrived;
  };
}
table arp seen {
  counter arrived { };
  chain in {
    type filter hook input priority 0; policy accept;
    arp daddr ip { 10.77.0.2-10.77.0.19, 10.77.0.22-10.77.0.63, 10.77.0.80-10.77.0.127, ${gateway} } accept;
    iif eth0 counter name arrived;
  };
}`;

function run(program: string, ...words: readonly string[]): void {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Containers may be root without the right to make namespaces. */
function tried(): boolean {
  const name = `bwk-${process.pid}-try`;
  const made = spawnSync('ip', ['netns', 'add', name], { stdio: 'ignore' }).status === 0;
  if (made) spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
  return made;
}

/** Removes the hosts of test runs that were killed before they could do so. */
function removeAbandoned(): void {
  const listed = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout;
  for (const [, name = '', pid = ''] of listed.matchAll(/^(bwk-(\d+)-[\w-]+)/gm)) {
    if (existsSync(`/proc/${pid}`)) continue;
    spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
    rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
  }
}
