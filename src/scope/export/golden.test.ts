import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sampleScope } from '../fixtures/sample-scope.ts';
import { toNetworkPolicy } from './network-policy.ts';
import { toNftables } from './nftables.ts';
import { toNmapExclude } from './nmap-exclude.ts';
import { reachOf } from './reach.ts';
import { toSystemd } from './systemd.ts';

const origin = { engagement: 'LAB-42', configVersion: '0123456789ab' };
const small = reachOf(
  sampleScope({
    allow: ['10.0.0.0/29', 'fd00::/126', '*.lab.internal'],
    deny: ['10.0.0.5', 'fd00::3', 'dc01.lab.internal'],
    allowPorts: '22,80-90',
    denyPorts: '85',
  }),
);
const nothing = reachOf(sampleScope({ allow: ['10.0.0.1'], deny: ['10.0.0.0/30'] }));

describe('an export of a small scope', () => {
  test('for nftables', () => {
    expect(toNftables(small, origin)).toMatchInlineSnapshot(`
      "# The scope of bailiwick as an nftables table; configuration 0123456789ab, engagement "LAB-42".
      # A second line behind the guard. Export it again whenever the scope is changed.
      # It binds everything that this machine or network namespace sends, so load it where bailiwick alone lives.
      # Frames written below the IP stack (masscan, raw Ethernet) do not pass it: filter those on the next hop as well.
      # Host names cannot be exported. Allowed ones reach no address but those allowed here: *.lab.internal.
      # Host names cannot be exported. The addresses of DENIED ones are not kept out here: dc01.lab.internal.
      table inet bailiwick
      delete table inet bailiwick
      table inet bailiwick {
        set scope4 {
          type ipv4_addr
          flags interval
          elements = {
            10.0.0.0/30,
            10.0.0.4/32,
            10.0.0.6/31,
          }
        }

        set scope6 {
          type ipv6_addr
          flags interval
          elements = {
            fd00::/127,
            fd00::2/128,
          }
        }

        set ports {
          type inet_service
          flags interval
          elements = {
            22,
            80-84,
            86-90,
          }
        }

        chain output {
          type filter hook output priority filter; policy drop;
          # Clients, a resolver and the launcher on this machine. The guard refuses loopback unless the scope allows it.
          oifname "lo" accept
          # Answers to those who connected to this machine, and to what was let out below.
          ct state established,related accept
          # Without neighbour discovery, and the groups that it joins, no IPv6 address can be reached.
          icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
          # A resolver elsewhere, outside the scope, needs a rule of its own here.
          ip daddr @scope4 tcp dport @ports accept
          ip daddr @scope4 udp dport @ports accept
          ip daddr @scope4 icmp type { echo-request, timestamp-request } accept
          ip6 daddr @scope6 tcp dport @ports accept
          ip6 daddr @scope6 udp dport @ports accept
          ip6 daddr @scope6 icmpv6 type echo-request accept
          counter drop comment "outside the scope"
        }
      }
      "
    `);
  });

  test('for Kubernetes', () => {
    const text = toNetworkPolicy(small, origin);
    expect(text).toMatchInlineSnapshot(`
      "# The scope of bailiwick as a Kubernetes NetworkPolicy; configuration 0123456789ab, engagement "LAB-42".
      # A second line behind the guard. Export it again whenever the scope is changed.
      # It binds pods with the label below. Where ports are named, only TCP and UDP pass; ICMP is up to the network plugin.
      # A resolver outside the scope, such as that of the cluster, needs a policy of its own.
      # Host names cannot be exported. Allowed ones reach no address but those allowed here: *.lab.internal.
      # Host names cannot be exported. The addresses of DENIED ones are not kept out here: dc01.lab.internal.
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: bailiwick-scope
      spec:
        podSelector:
          matchLabels:
            app.kubernetes.io/name: bailiwick
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: "10.0.0.0/30" }
              - ipBlock: { cidr: "10.0.0.4/32" }
              - ipBlock: { cidr: "10.0.0.6/31" }
              - ipBlock: { cidr: "fd00::/127" }
              - ipBlock: { cidr: "fd00::2/128" }
            ports:
              - { protocol: TCP, port: 22 }
              - { protocol: UDP, port: 22 }
              - { protocol: TCP, port: 80, endPort: 84 }
              - { protocol: UDP, port: 80, endPort: 84 }
              - { protocol: TCP, port: 86, endPort: 90 }
              - { protocol: UDP, port: 86, endPort: 90 }
      "
    `);
    expect(parse(text)).toMatchObject({ kind: 'NetworkPolicy', spec: { policyTypes: ['Egress'] } });
  });

  test('for systemd', () => {
    expect(toSystemd(small, origin)).toMatchInlineSnapshot(`
      "# The scope of bailiwick as a systemd drop-in; configuration 0123456789ab, engagement "LAB-42".
      # A second line behind the guard. Export it again whenever the scope is changed.
      # Put it into /etc/systemd/system/bailiwick.service.d/scope.conf. systemd filters addresses alone: ports are not held.
      # It holds in both directions: clients or a resolver on this machine need the line IPAddressAllow=localhost.
      # Host names cannot be exported. Allowed ones reach no address but those allowed here: *.lab.internal.
      # Host names cannot be exported. The addresses of DENIED ones are not kept out here: dc01.lab.internal.
      [Service]
      IPAddressDeny=any
      IPAddressAllow=10.0.0.0/30
      IPAddressAllow=10.0.0.4/32
      IPAddressAllow=10.0.0.6/31
      IPAddressAllow=fd00::/127
      IPAddressAllow=fd00::2/128
      "
    `);
  });

  test('for nmap', () => {
    expect(toNmapExclude(small, origin, 4).split('\n').slice(0, 8)).toMatchInlineSnapshot(`
      [
        "# The scope of bailiwick as exclusions for nmap, IPv4; configuration 0123456789ab, engagement "LAB-42".",
        "# A second line behind the guard. Export it again whenever the scope is changed.",
        "# Use it with nmap --excludefile, without -6; ports are not held.",
        "# Host names cannot be exported. Allowed ones reach no address but those allowed here: *.lab.internal.",
        "# Host names cannot be exported. The addresses of DENIED ones are not kept out here: dc01.lab.internal.",
        "0.0.0.0/5",
        "8.0.0.0/7",
        "10.0.0.5/32",
      ]
    `);
    expect(toNmapExclude(small, origin, 6)).toContain('\nfd00::3/128\n');
  });
});

describe('an export of a scope that reaches nothing', () => {
  test('lets nothing through, where an empty list would mean everything', () => {
    expect(parse(toNetworkPolicy(nothing, origin))).toMatchObject({ spec: { egress: [] } });
    const noPort = reachOf(sampleScope({ allowPorts: '80', denyPorts: '80' }));
    expect(parse(toNetworkPolicy(noPort, origin))).toMatchObject({ spec: { egress: [] } });
    expect(toNftables(nothing, origin)).not.toContain('elements = {\n    }');
    expect(toSystemd(nothing, origin)).toMatch(/IPAddressDeny=any\n$/);
    expect(toNmapExclude(nothing, origin, 4)).toMatch(/\n0\.0\.0\.0\/0\n$/);
  });
});

test('a policy that leaves out no port names none, so that ICMP passes too', () => {
  const [rule] = parse(toNetworkPolicy(reachOf(sampleScope()), origin)).spec.egress;
  expect(Object.keys(rule)).toEqual(['to']);
});

test('the engagement cannot break out of its comment', () => {
  const hostile = { ...origin, engagement: 'x"\n}\u2028table' };
  for (const line of toNftables(small, hostile).split('\n').slice(0, 4))
    expect(line).toMatch(/^# [\x20-\x7e]*$/);
});
