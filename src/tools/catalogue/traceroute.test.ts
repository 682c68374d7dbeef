import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { traceroute } from './traceroute.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(traceroute, { target: '10.0.0.5', ...input }, given);
  return plan.ok ? plan.value.argv.join(' ') : `${plan.error.code}: ${plan.error.message}`;
}

test.each([
  [{}, '-n -4 -p 33434 -m 30 -q 3 -w 3 -- 10.0.0.5'],
  [{ target: 'db.lab.internal', method: 'icmp' }, '-n -4 -I -m 30 -q 3 -w 3 -- 10.0.0.5'],
  [{ method: 'tcp' }, '-n -4 -T -p 80 -m 30 -q 3 -w 3 -- 10.0.0.5'],
  [
    { method: 'tcp', port: 443, max_hops: 64, queries: 10, wait_sec: 1 },
    '-n -4 -T -p 443 -m 64 -q 10 -w 1 -- 10.0.0.5',
  ],
  [{ extra_args: '-T -p 443 -m5 --queries=1' }, '-n -4 -T -p 443 -m 5 -q 1 -w 3 -- 10.0.0.5'],
])('%j becomes %s', (input, argv) => {
  expect(argvOf(input)).toBe(argv);
});

test('the family follows from the target', () => {
  const ula = { ...policy, scope: sampleScope({ allow: ['ula'] }) };
  expect(argvOf({ target: 'fd77::5' }, ula)).toBe('-n -6 -p 33434 -m 30 -q 3 -w 3 -- fd77::5');
});

describe('another way, somebody else and a flood are refused', () => {
  test.each([
    [{ target: '10.0.0.0/30' }, /^input\.invalid: target .*it takes one/],
    [{ target: '8.8.8.8' }, /^scope\.outside/],
    [{ max_hops: 65 }, /^input\.invalid: max_hops/],
    [{ queries: 11 }, /^input\.invalid: queries/],
    [{ port: 53 }, /^input\.invalid: port needs method="tcp"; method is "udp"/],
    [{ extra_args: '-p 53' }, /^input\.invalid: .*port needs method="tcp"/],
    [{ extra_args: '-g 10.0.0.9' }, /^args\.refused: .*routing/],
    [{ extra_args: '--gateway=10.0.0.9' }, /^args\.refused: .*routing/],
    [{ extra_args: '-i eth1' }, /^args\.refused: .*routing/],
    [{ extra_args: '-A' }, /^args\.refused: .*registries/],
    [{ extra_args: '-N 100' }, /^args\.refused: .*pace/],
    [{ extra_args: '-UL' }, /^args\.refused: .*udp, icmp and tcp/],
    [{ extra_args: '-nI' }, /^args\.refused/],
    [{ extra_args: '10.0.0.5 1400' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });
});

describe('the ports that it touches are judged', () => {
  const narrow = (allowPorts: string) => ({ ...policy, scope: sampleScope({ allowPorts }) });

  test.each([
    ['80,443', {}, /^scope\.port: method holds 33434-33523/],
    ['33434-33523', {}, /^-n -4 -p 33434 -m 30/],
    ['33434-33523', { queries: 4 }, /^scope\.port: method holds 33524-33553/],
    ['443', { method: 'tcp' }, /^scope\.port: port holds 80/],
    ['443', { method: 'tcp', port: 443 }, /^-n -4 -T -p 443/],
    ['443', { method: 'icmp' }, /^-n -4 -I/],
  ])('of %s, %j', (allowed, input, outcome) => {
    expect(argvOf(input, narrow(allowed))).toMatch(outcome);
  });
});

test('udp needs no raw sockets, the others do', () => {
  const profileOf = (method: string) => planOf(traceroute, { target: '10.0.0.5', method });
  expect(profileOf('udp')).toMatchObject({ value: { profile: 'connect', withoutRaw: null, probes: 90 } });
  expect(profileOf('icmp')).toMatchObject({ value: { profile: 'raw', probes: 90 } });
  expect(profileOf('tcp')).toMatchObject({ value: { withoutRaw: expect.stringMatching(/method="udp"/) } });
  expect(JSON.stringify(traceroute.offer({ raw: false, classes: [] }).inputSchema)).not.toMatch(/icmp|port/);
});

describe('what traceroute printed is read', () => {
  test.each([
    [
      'traceroute-udp.txt',
      { destination: '10.77.3.2', reached: true, partial: false },
      'Reached at hop 3. Way: 10.77.1.2, 10.77.2.2, 10.77.3.2.',
    ],
    [
      'traceroute-ipv6.txt',
      { reached: true, hops: [{ addresses: ['fd77:1::2'] }, {}, { ttl: 3, lost: 0 }] },
      'Reached at hop 3. Way: fd77:1::2, fd77:2::2, fd77:3::2.',
    ],
    [
      'traceroute-silent-hop.txt',
      { reached: true, hops: [{}, { ttl: 2, addresses: [], rtt_ms: [], lost: 3 }, {}] },
      'Reached at hop 3. Way: 10.77.1.2, *, 10.77.3.2. 1 of the hops did not answer.',
    ],
    [
      'traceroute-never-reached.txt',
      { reached: false },
      'Not reached within 5 hops. Way: 10.77.1.2, 10.77.2.2, *, *, *. 3 of the hops did not answer.',
    ],
    [
      'traceroute-unreachable.txt',
      { reached: false, hops: [{}, {}, { rtt_ms: [3070.87, 3070.837], errors: ['host unreachable'] }] },
      'Not reached within 3 hops. Way: 10.77.1.2, 10.77.2.2, 10.77.2.2. Routers said: host unreachable.',
    ],
  ])('%s', (file, result, summary) => {
    expect(readOutput(traceroute, fixture(file))).toMatchObject({ ok: true, value: { result, summary } });
  });

  test('several routers at one distance are one hop', () => {
    const text =
      'traceroute to 10.0.0.5 (10.0.0.5), 30 hops max, 60 byte packets\n 1  10.0.0.1  1.200 ms 10.0.0.2  1.300 ms *\n';
    expect(readOutput(traceroute, text)).toMatchObject({
      value: { result: { hops: [{ addresses: ['10.0.0.1', '10.0.0.2'], rtt_ms: [1.2, 1.3], lost: 1 }] } },
    });
  });

  test('hops, answers and lines are bounded', () => {
    const hop = ` 1  ${'10.0.0.1 1.0 ms !99 '.repeat(5000)}\n`;
    const found = readOutput(traceroute, `traceroute to x (10.0.0.5), 30 hops\n${hop.repeat(1000)}`);
    if (!found.ok) throw new Error(found.error.message);
    expect(JSON.stringify(found.value.result).length).toBeLessThan(16 * 1024);
  });

  test('what is no report is no result', () => {
    expect(readOutput(traceroute, 'connect: Network is unreachable', 1)).toMatchObject({
      ok: false,
      error: { code: 'tool.output' },
    });
  });
});
