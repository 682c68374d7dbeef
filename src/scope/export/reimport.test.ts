import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatFirst } from '../address.ts';
import { authorisePorts } from '../authorise-ports.ts';
import { readBlock } from '../block.ts';
import { interval } from '../fixtures/arbitraries.ts';
import { sampleScope } from '../fixtures/sample-scope.ts';
import { formatInterval } from '../format-interval.ts';
import { overlaps, type Interval } from '../interval.ts';
import { judgeInterval } from '../judge-interval.ts';
import { parsePorts } from '../ports.ts';
import type { Scope } from '../scope.ts';
import { toNetworkPolicy } from './network-policy.ts';
import { toNftables } from './nftables.ts';
import { toNmapExclude } from './nmap-exclude.ts';
import { reachOf } from './reach.ts';
import { toSystemd } from './systemd.ts';

const origin = { engagement: null, configVersion: '0123456789ab' };

/** Reads the blocks of an export back, by another reader than the one that wrote them. */
const blocksIn = (texts: Iterable<string>): readonly Interval[] =>
  [...texts].map((text) => {
    const read = readBlock(text);
    if (read.kind !== 'block') throw new Error(`no block: ${text}`);
    return read.interval;
  });

const found = (pattern: RegExp, text: string): readonly string[] =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

const exportsOf = (scope: Scope): Readonly<Record<string, readonly Interval[]>> => {
  const reach = reachOf(scope);
  const policy: { spec: { egress: { to: { ipBlock: { cidr: string } }[] }[] } } = parse(
    toNetworkPolicy(reach, origin),
  );
  return {
    nftables: blocksIn(found(/^ {6}([0-9a-f:.]+\/\d+),$/gm, toNftables(reach, origin))),
    kubernetes: blocksIn(policy.spec.egress.flatMap(({ to }) => to.map(({ ipBlock }) => ipBlock.cidr))),
    systemd: blocksIn(found(/^IPAddressAllow=(.+)$/gm, toSystemd(reach, origin))),
  };
};

const excluded = (scope: Scope): readonly Interval[] =>
  ([4, 6] as const).flatMap((family) =>
    blocksIn(
      toNmapExclude(reachOf(scope), origin, family)
        .split('\n')
        .filter((line) => /^[^#]/.test(line)),
    ),
  );

const rules = fc.array(interval.filter(isSmallAndOurs), { maxLength: 6 });

test('an export decides about addresses as the scope does', () => {
  fc.assert(
    fc.property(rules, rules, fc.array(interval, { maxLength: 8 }), (allow, deny, asked) => {
      const scope = sampleScope({
        allow: ['192.168.7.0/24', ...allow.map(formatInterval)],
        deny: deny.map(formatInterval),
      });
      const edges = [...allow, ...deny, ...asked].flatMap(edgesOf);
      const lists = Object.entries(exportsOf(scope));
      const outside = excluded(scope);
      for (const edge of edges) {
        const allowed = judgeInterval(scope, edge, 'it').ok;
        for (const [name, list] of lists)
          expect([name, formatFirst(edge), list.some((one) => overlaps(one, edge))]).toEqual([
            name,
            formatFirst(edge),
            allowed,
          ]);
        expect(outside.some((one) => overlaps(one, edge))).toBe(!allowed);
      }
    }),
    { numRuns: 60 },
  );
});

test('the floor is in no export, whatever stands around it', () => {
  const scope = sampleScope({ allow: ['ula', '168.63.0.0/16'], allowPublic: true });
  for (const list of Object.values(exportsOf(scope)))
    for (const service of ['fd00:ec2::254/128', '168.63.129.16/32'])
      expect(list.some((one) => blocksIn([service]).some((it) => overlaps(one, it)))).toBe(false);
});

test('an export decides about ports as the scope does', () => {
  const port = fc.integer({ min: 1, max: 300 });
  const list = fc
    .array(fc.tuple(port, port), { minLength: 1, maxLength: 5 })
    .map((pairs) => pairs.map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`).join(','));
  fc.assert(
    fc.property(list, list, port, (allowPorts, denyPorts, asked) => {
      const scope = sampleScope({ allowPorts, denyPorts });
      const open = reachOf(scope).ports.some(({ lo, hi }) => lo <= asked && asked <= hi);
      expect(open).toBe(authorisePorts(scope, portOf(asked), 'ports').ok);
    }),
  );
});

function portOf(port: number) {
  const spec = parsePorts(String(port), 'ports');
  if (!spec.ok) throw new Error(spec.error.message);
  return spec.value;
}

/** The first and the last address, and those beside them. */
function edgesOf(run: Interval): readonly Interval[] {
  if (run.family === 4)
    return [run.lo - 1, run.lo, run.hi, run.hi + 1]
      .filter((at) => at >= 0 && at < 2 ** 32)
      .map((at) => ({ family: 4, lo: at, hi: at }));
  return [run.lo - 1n, run.lo, run.hi, run.hi + 1n]
    .filter((at) => at >= 0n && at < 1n << 128n)
    .map((at) => ({ family: 6, lo: at, hi: at }));
}

/** Inside 10/8 or fd00::/8, which a scope may name without more ado. */
function isSmallAndOurs(run: Interval): boolean {
  return run.family === 4
    ? run.lo >= 10 * 2 ** 24 && run.hi < 11 * 2 ** 24
    : run.lo >> 120n === 0xfdn && run.hi >> 120n === 0xfdn;
}
