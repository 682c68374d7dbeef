import { describe, expect, test } from 'vitest';
import { planOf, policy } from '../../../test/plan-of.ts';
import { hostileArgs } from '../../argv/fixtures/hostile-args.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { nmap } from './nmap.ts';

const target = '10.0.0.5';
const fixed = '-n -oX - -v --stats-every 1s --unprivileged';

/** The command line without what is the same in every call that asks for no rate, or the reason why there is none. */
function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(nmap, { target, ...input }, given);
  if (!plan.ok) return `${plan.error.code}: ${plan.error.message} ${plan.error.next.join(' ')}`;
  return plan.value.argv.join(' ').replace(`${fixed} `, '').replace('--max-rate 1000 ', '');
}

describe('typed parameters become exactly these command lines', () => {
  test.each([
    [{}, '-sT -- 10.0.0.5'],
    [{ ports: '22,80,443' }, '-sT -p 22,80,443 -- 10.0.0.5'],
    [{ ports: '-' }, '-sT -p 1-65535 -- 10.0.0.5'],
    [{ top_ports: 50, timing: 'T4', open_only: true }, '-sT --top-ports 50 --open -T4 -- 10.0.0.5'],
    [
      { ports: '80', service_detection: true, version_intensity: 3 },
      '-sT -p 80 -sV --version-intensity 3 -- 10.0.0.5',
    ],
    [
      { ports: '80', scripts: ['http-title', 'ssl-cert'] },
      '-sT -p 80 --script http-title,ssl-cert -- 10.0.0.5',
    ],
    [
      { host_discovery: 'skip', max_rate: 100, max_retries: 1, host_timeout_sec: 30 },
      '-sT -Pn --max-rate 100 --max-retries 1 --host-timeout 30s -- 10.0.0.5',
    ],
    [{ scan: 'list' }, '-sL -- 10.0.0.5'],
    [{ scan: 'ping', target: '10.0.0.0/28' }, '-sn -- 10.0.0.0/28'],
    [{ target: 'db.lab.internal' }, '-sT -- 10.0.0.5'],
    [{ target: '10.0.0.250-10.0.1.5' }, '-sT -- 10.0.0.250/31 10.0.0.252/30 10.0.1.0/30 10.0.1.4/31'],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });

  test('an IPv6 target switches IPv6 on', () => {
    const scope = sampleScope({ allow: ['fd00::/64'] });
    expect(argvOf({ target: 'fd00::1-fd00::2' }, { ...policy, scope })).toBe('-6 -sT -- fd00::1 fd00::2');
  });
});

describe('extra arguments that people write are accepted', () => {
  test.each([
    ['-sV -p 22,80 --open', '-sT -p 22,80 -sV --open -- 10.0.0.5'],
    ['--script ssl-cert,http-title', '-sT --script ssl-cert,http-title -- 10.0.0.5'],
    ['-p-', '-sT -p 1-65535 -- 10.0.0.5'],
    ['-p T:80', '-sT -p 80 -- 10.0.0.5'],
    ['-p T:80,U:53', '-sT -p 80 -- 10.0.0.5'],
    ['-p22 -T4', '-sT -p 22 -T4 -- 10.0.0.5'],
    ['-F -Pn -n --reason', '-sT -Pn --top-ports 100 -n --reason -- 10.0.0.5'],
    ['--top-ports=10 --max-retries=2', '-sT --top-ports 10 --max-retries 2 -- 10.0.0.5'],
    ['--host-timeout 2m --max-rate 50', '-sT --max-rate 50 --host-timeout 120s -- 10.0.0.5'],
    ['-sV --version-light', '-sT -sV --version-intensity 2 -- 10.0.0.5'],
    ['-sT -v -r', '-sT -v -r -- 10.0.0.5'],
    ['', '-sT -- 10.0.0.5'],
  ])('%j', (extra, argv) => {
    expect(argvOf({ extra_args: extra })).toBe(argv);
    expect(argvOf({ extra_args: extra.split(' ').filter((word) => word !== '') })).toBe(argv);
  });

  test('UDP ports in a list are left out with a note', () => {
    const plan = planOf(nmap, { target, extra_args: '-p T:80,U:53' });
    expect(plan.ok && plan.value.notes).toEqual(['UDP ports were left out: a connect scan is TCP.']);
  });
});

describe('every past bypass of an argument check is refused before anything starts', () => {
  test.each(hostileArgs.map(({ args, story }) => [JSON.stringify(args).slice(0, 60), story, args] as const))(
    '%s: %s',
    (_, __, args) => {
      expect(planOf(nmap, { target, extra_args: args })).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/^(args\.refused|input\.invalid)$/) },
      });
    },
  );
});

describe('a refusal names the field and the way out', () => {
  test.each([
    [
      { scan: 'xmas' },
      /^input\.invalid: scan is "xmas"; it takes one of connect, syn, udp, ack, list, ping\. It tells nothing/,
    ],
    [{ timing: 'T5' }, /timing is "T5"; it takes one of T0, T1, T2, T3, T4\./],
    [{ ports: '80', top_ports: 5 }, /ports and top_ports exclude each other/],
    [
      { ports: '80', extra_args: '-p 22' },
      /^args\.refused: The call says both ports="80" and, in extra_args\[0\], ports="22"\./,
    ],
    [{ ports: 'U:53' }, /UDP ports only/],
    [
      { scripts: ['vuln'] },
      /^args\.refused: scripts "vuln" is of the class vuln, which the operator has not switched on/,
    ],
    [{ scan: 'list', service_detection: true }, /service_detection needs scan="connect"/],
    [{ scan: 'ping', host_discovery: 'skip' }, /nothing but discovery/],
    [{ extra_args: '-oN /tmp/x' }, /^args\.refused: extra_args\[0\].*nmap writes and reads no files here/],
    [{ target: '10.0.0.0/8' }, /^scope\.too_large: .*16777216 hosts/],
    [{ target: '8.8.8.8' }, /^scope\.outside: .*8\.8\.8\.8 is outside .*Nothing was sent/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });
});

test('no name comes from reverse DNS: a redirect within it once led version detection to a denied host', () => {
  expect(argvOf({ extra_args: '-sV -R -p 8080' })).toMatch(
    /^args\.refused: extra_args\[1\].*ask dig for a PTR/,
  );
  expect(argvOf({ resolve_names: true })).toMatch(/^input\.invalid: .*"resolve_names"/);
  expect(argvOf({ ports: '80', extra_args: '-n' })).toBe('-sT -p 80 -n -- 10.0.0.5');
});

test('host discovery connects to ports 80 and 443, so the scope must allow them', () => {
  const web = { ...policy, scope: sampleScope({ denyPorts: '443' }) };
  expect(argvOf({ ports: '22' }, web)).toMatch(/^scope\.port: host_discovery holds 443/);
  expect(argvOf({ ports: '22', host_discovery: 'skip' }, web)).toBe('-sT -Pn -p 22 -- 10.0.0.5');
  expect(argvOf({ ports: '443', host_discovery: 'skip' }, web)).toMatch(/^scope\.port: ports holds 443/);
  expect(argvOf({ scan: 'list' }, web)).toBe('-sL -- 10.0.0.5');
});

test('nmap may choose ports only where every port is allowed', () => {
  const narrow = { ...policy, scope: sampleScope({ allowPorts: '1-1024' }) };
  expect(argvOf({ host_discovery: 'skip' }, narrow)).toMatch(
    /^scope\.port: ports leaves the ports to the program/,
  );
  expect(argvOf({ top_ports: 10, host_discovery: 'skip' }, narrow)).toMatch(/^scope\.port: top_ports/);
});

test('hosts times ports stay within the budget, whichever way the ports are given', () => {
  expect(argvOf({ target: '10.0.0.0/22', extra_args: '-p-' })).toMatch(
    /^scope\.too_large: .*67107840 probes/,
  );
  expect(argvOf({ target: '10.0.0.0/22' })).toMatch(/^scope\.too_large: .*1024000 probes/);
  expect(argvOf({ target: '10.0.0.0/22', top_ports: 100 })).toBe('-sT --top-ports 100 -- 10.0.0.0/22');
});
