import { describe, expect, test } from 'vitest';
import { planOf, policy } from '../../../../test/plan-of.ts';
import { sampleScope } from '../../../scope/fixtures/sample-scope.ts';
import { nmap } from '../nmap.ts';

/** The command line of a call behind `--stats-every 1s`, or the reason why there is none. */
function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(nmap, { target: '10.0.0.5', ...input }, given);
  if (!plan.ok) return `${plan.error.code}: ${plan.error.message}`;
  return plan.value.argv.join(' ').replace(/^.*--stats-every 1s /, '');
}

describe('scans that need raw sockets', () => {
  test.each([
    [{ scan: 'syn', ports: '22' }, '--privileged -sS -PS80,443 -p 22 --max-rate 1000 -- 10.0.0.5'],
    [{ scan: 'udp', ports: 'U:53' }, '--privileged -sU -PS80,443 -p 53 --max-rate 1000 -- 10.0.0.5'],
    [{ scan: 'ack', host_discovery: 'skip' }, '--privileged -sA -Pn --max-rate 1000 -- 10.0.0.5'],
    [{ os_detection: true, ports: '22' }, '--privileged -sT -PS80,443 -p 22 -O --max-rate 1000 -- 10.0.0.5'],
    [{ scan: 'ping', host_discovery: 'icmp' }, '--privileged -sn -PE --max-rate 1000 -- 10.0.0.5'],
    [{ extra_args: '-sS -O -PE -p 22' }, '--privileged -sS -PE -p 22 -O --max-rate 1000 -- 10.0.0.5'],
  ])('%j has them, and the plan says what does without', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
    expect(planOf(nmap, { target: '10.0.0.5', ...input })).toMatchObject({
      ok: true,
      value: { profile: 'raw', withoutRaw: expect.stringContaining('scan="connect"') },
    });
  });

  test('nothing else is given them', () => {
    expect(argvOf({ ports: '22' })).toMatch(/^--unprivileged -sT /);
    expect(planOf(nmap, nmap.example)).toMatchObject({
      ok: true,
      value: { profile: 'connect', withoutRaw: null },
    });
  });

  test.each([
    [{ scan: 'udp', ports: 'T:53' }, /TCP ports only; scan is "udp"\. Give them as 53 or U:53/],
    [{ scan: 'udp', os_detection: true }, /os_detection needs scan="connect"; scan is "udp"/],
    [{ scan: 'ack', service_detection: true }, /service_detection needs scan="connect"/],
    [{ scan: 'list', host_discovery: 'icmp' }, /which sends nothing/],
    [{ extra_args: '-sS -sU' }, /extra_args\[1\]: sets scan, which extra_args\[0\] has set already/],
  ])('%j makes no sense, and is told so', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('OS detection tries a closed UDP port of its own choice, so that every port must be allowed', () => {
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '1-1024' }) };
    expect(argvOf({ ports: '22', host_discovery: 'skip', os_detection: true }, narrow)).toMatch(
      /^scope\.port: os_detection/,
    );
  });
});

describe('the pace', () => {
  test('is the limit of the scope where none is asked for, and never more', () => {
    const slow = { ...policy, scope: sampleScope({ maxRatePps: 50 }) };
    expect(argvOf({}, slow)).toContain('--max-rate 50 ');
    expect(argvOf({ max_rate: 20 }, slow)).toContain('--max-rate 20 ');
    expect(argvOf({ max_rate: 51 }, slow)).toMatch(/^scope\.too_large: max_rate is 51 packets a second/);
    expect(argvOf({ extra_args: '--max-rate 51' }, slow)).toMatch(/^scope\.too_large/);
  });

  test.each(['-T4', '-T 4', '-T aggressive'])('%s is timing="T4"', (extra) => {
    expect(argvOf({ extra_args: extra })).toContain(' -T4 ');
  });
});

test.each([
  ['-PS80', /"-PS80" is refused: host_discovery is auto \(TCP 80 and 443\), icmp or skip\./],
  ['-vv', /Results hold every detail already/],
  ['-d', /Results hold every detail already/],
  ['--exclude 10.0.0.1', /Name a smaller target/],
  ['--traceroute', /The tool traceroute/],
  ['-sC', /Only the listed scripts run/],
  ['-sX', /Scans are connect, syn, udp, ack/],
  ['--min-rate 100', /The pace is bounded/],
  ['-A', /service_detection, os_detection, scripts/],
  ['--allports', /Printers would print it/],
  ['-T 5', /the value of -T is wrong: "5" is not one of 0, 1, 2, 3, 4/],
])('the flag %s is refused with what does the same', (extra, refusal) => {
  const said = argvOf({ extra_args: extra });
  expect(said).toMatch(/^args\.refused: extra_args\[0\]: /);
  expect(said).toMatch(refusal);
  expect(said.length).toBeLessThan(400);
});
