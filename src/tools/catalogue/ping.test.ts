import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { ping } from './ping.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(ping, { target: '10.0.0.5', ...input }, given);
  return plan.ok ? plan.value.argv.join(' ') : `${plan.error.code}: ${plan.error.message}`;
}

test.each([
  [{}, '-n -4 -c 4 -i1 -W 2 -- 10.0.0.5'],
  [{ target: 'db.lab.internal' }, '-n -4 -c 4 -i1 -W 2 -- 10.0.0.5'],
  [
    { count: 100, size: 1472, interval_ms: 200, ttl: 3, wait_sec: 10 },
    '-n -4 -c 100 -s 1472 -i0.2 -t 3 -W 10 -- 10.0.0.5',
  ],
  [{ extra_args: '-c 2 -s0' }, '-n -4 -c 2 -s 0 -i1 -W 2 -- 10.0.0.5'],
])('%j becomes %s', (input, argv) => {
  expect(argvOf(input)).toBe(argv);
});

test('the family follows from the target', () => {
  const ula = { ...policy, scope: sampleScope({ allow: ['ula'] }) };
  expect(argvOf({ target: 'FD77::5' }, ula)).toBe('-n -6 -c 4 -i1 -W 2 -- fd77::5');
});

describe('a flood, a second host and another way are refused', () => {
  test.each([
    [{ count: 101 }, /^input\.invalid: count is 101/],
    [{ size: 65_507 }, /^input\.invalid: size/],
    [{ interval_ms: 199 }, /^input\.invalid: interval_ms/],
    [{ target: '10.0.0.0/30' }, /^input\.invalid: target .*it takes one/],
    [{ target: '8.8.8.8' }, /^scope\.outside/],
    [{ target: '10.0.0.9 10.0.0.5' }, /^input\.invalid/],
    [{ extra_args: '-f' }, /^args\.refused: .*pace is bounded/],
    [{ extra_args: '-i0' }, /^args\.refused: .*interval_ms/],
    [{ extra_args: '-l 3' }, /^args\.refused: .*pace/],
    [{ extra_args: '-I eth0' }, /^args\.refused: .*routing/],
    [{ extra_args: '-b' }, /^args\.refused: .*broadcast/],
    [{ extra_args: '-c 1000' }, /^args\.refused: .*from 1 to 100/],
    [{ extra_args: '10.0.0.9' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('every request counts as a probe', () => {
    const plan = planOf(ping, { target: '10.0.0.5', count: 100 });
    expect(plan.ok && plan.value.probes).toBe(100);
  });
});

test('it is a matter of raw sockets, tried on loopback alone', () => {
  const plan = planOf(ping, ping.example);
  expect(plan).toMatchObject({ value: { profile: 'raw', withoutRaw: expect.stringMatching(/^port_check/) } });
  expect(ping.rawProbe?.argv.join(' ')).toBe('-n -c 1 -W 1 -- 127.0.0.1');
  const answered = fixture('ping-loopback.txt').replace(
    '3 packets transmitted, 3',
    '1 packets transmitted, 1',
  );
  expect(ping.rawProbe?.expects.exec(answered)).not.toBeNull();
  expect(ping.rawProbe?.expects.exec('ping: socket: Operation not permitted')).toBeNull();
});

describe('what ping printed is read', () => {
  test.each([
    [
      'ping-lossy.txt',
      0,
      { sent: 5, received: 3, loss_percent: 40, replies: [{ seq: 2, ttl: 62 }, { seq: 3 }, { seq: 5 }] },
      /^3 of 5 requests were answered \(40 % lost\)\. Round trip 0\.\d+\/0\.\d+\/0\.\d+ ms/,
    ],
    ['ping-ipv6.txt', 0, { sent: 3, received: 3, errors: [] }, /^3 of 3 requests were answered\. Round trip/],
    [
      'ping-no-payload.txt',
      0,
      { received: 2, rtt_ms: null, replies: [{ seq: 1, ms: null }, { seq: 2 }] },
      /^2 of 2 requests were answered\.$/,
    ],
    [
      'ping-ttl-exceeded.exit1.txt',
      1,
      {
        received: 0,
        rtt_ms: null,
        errors: [{ seq: 1, from: '10.77.1.2', text: 'Time to live exceeded' }, { seq: 2 }],
      },
      /^0 of 2 requests were answered \(100 % lost\)\. Errors from 10\.77\.1\.2\.$/,
    ],
    [
      'ping-unreachable.exit1.txt',
      1,
      { errors: [{ text: 'Destination Host Unreachable' }, {}] },
      /10\.77\.2\.2/,
    ],
  ])('%s', (file, code, result, summary) => {
    expect(readOutput(ping, fixture(file), code)).toMatchObject({
      ok: true,
      value: { result, summary: expect.stringMatching(summary) },
    });
  });

  test('a run that was stopped has no statistics: its replies are counted', () => {
    const [stopped = ''] = fixture('ping-lossy.txt').split('\n\n');
    expect(readOutput(ping, stopped)).toMatchObject({
      ok: true,
      value: {
        result: { sent: 5, received: 3, loss_percent: 40, partial: true },
        summary:
          '3 of 5 requests were answered (40 % lost). Partial: it was stopped before its last request.',
      },
    });
  });

  test('duplicates are told, and long texts are cut', () => {
    const text = [
      'PING 10.0.0.5 (10.0.0.5) 56(84) bytes of data.',
      ...Array.from({ length: 500 }, () => '64 bytes from 10.0.0.5: icmp_seq=1 ttl=64 time=0.1 ms (DUP!)'),
      ...Array.from({ length: 500 }, () => `From 10.0.0.1 icmp_seq=2 ${'\u202ex'.repeat(500)}`),
      '2 packets transmitted, 1 received, +499 duplicates, +1 errors, 50% packet loss, time 1001ms',
    ].join('\n');
    const found = readOutput(ping, text);
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.result).toMatchObject({ sent: 2, received: 1, duplicates: 499, loss_percent: 50 });
    expect(found.value.summary).toBe(
      '1 of 2 requests were answered (50 % lost). 499 came twice. Errors from 10.0.0.1.',
    );
    expect(JSON.stringify(found.value.result).length).toBeLessThan(16 * 1024);
  });

  test('what is no report is no result', () => {
    expect(readOutput(ping, 'ping: socket: Operation not permitted')).toMatchObject({
      ok: false,
      error: { code: 'tool.output' },
    });
  });
});
