import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import type { Plan } from '../tool.ts';
import { masscan } from './masscan.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** The command line without the words that every one begins and ends with. */
function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(masscan, { target: '10.0.0.0/24', ports: '22,80', ...input }, given);
  if (!plan.ok) return `${plan.error.code}: ${plan.error.message}`;
  return /^--stylesheet --readscan (.*) --interactive -oJ -$/.exec(plan.value.argv.join(' '))?.[1] ?? '';
}

function planned(input: Readonly<Record<string, unknown>>): Plan {
  const plan = planOf(masscan, { target: '10.0.0.5', ...input });
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

describe('a scan becomes exactly this command line', () => {
  test.each([
    [{}, '--range 10.0.0.0/24 -p 22,80 --rate 1000 --wait 5 --retries 0'],
    [
      { target: '10.0.0.1-5', ports: 'T:22,U:53,161', rate: 10, wait_sec: 0 },
      '--range 10.0.0.1 --range 10.0.0.2/31 --range 10.0.0.4/31 -p T:22,U:53,161 --rate 10 --wait 0 --retries 0',
    ],
    [
      { target: 'db.lab.internal', banners: true },
      '--range 10.0.0.5 -p 22,80 --rate 1000 --wait 5 --retries 0 --banners --source-port 61000 --connection-timeout 5',
    ],
    [
      { ports: undefined, extra_args: '-p443 --rate 50 --wait=1 --banners' },
      '--range 10.0.0.0/24 -p 443 --rate 50 --wait 1 --retries 0 --banners --source-port 61000 --connection-timeout 5',
    ],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });

  test('the limit of the scope is the most that is sent, and what is sent where it is lower than usual', () => {
    const slow = { ...policy, scope: sampleScope({ maxRatePps: 200 }) };
    expect(argvOf({}, slow)).toContain('--rate 200');
    expect(argvOf({ rate: 201 }, slow)).toMatch(/^scope\.too_large: rate is 201 packets a second/);
  });

  test('retries once sent a host 2,014 packets for seven ports: the rate is bounded, and what is sent is counted', () => {
    const plan = planOf(masscan, { target: '10.0.0.5', ports: '20-25,80', retries: 2 });
    if (!plan.ok) throw new Error(plan.error.message);
    expect(plan.value.argv.join(' ')).toContain('--rate 7 --wait 5 --retries 2');
    expect(plan.value.probes).toBe(7 * 9);
    expect(plan.value.notes.join(' ')).toMatch(/the rate is at most one packet for each port/);
    expect(argvOf({ ports: '1-4000', retries: 5 })).toMatch(/^scope\.too_large: .*requests/);
  });
});

describe('what masscan cannot do, or must not, is refused', () => {
  const loopback = { ...policy, scope: sampleScope({ allow: ['loopback', 'ula'], allowLoopback: true }) };

  test.each([
    [{ target: '127.0.0.1' }, /^input\.invalid: target 127\.0\.0\.1 is loopback; .* Nothing was sent/],
    [{ target: 'fd77::1' }, /^input\.invalid: target fd77::1 is IPv6/],
    [{ target: '8.8.8.8' }, /^scope\.outside/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input, loopback)).toMatch(refusal);
  });

  test.each([
    [{ target: '10.0.0.1,8.8.8.8' }, /^input\.invalid/],
    [{ ports: '0-65535' }, /^input\.invalid: ports/],
    [{ rate: 0 }, /^input\.invalid: rate/],
    [{ wait_sec: 61 }, /^input\.invalid: wait_sec/],
    [{ retries: 6 }, /^input\.invalid: retries/],
    [{ extra_args: '-c /etc/masscan/x.conf' }, /^args\.refused: .*reads no files/],
    [{ extra_args: '--readscan x' }, /^args\.refused: .*reads no files/],
    [{ extra_args: '-oX=/root/x' }, /^args\.refused: .*writes no files/],
    [{ extra_args: '--range 8.8.8.8' }, /^args\.refused: .*target/],
    [{ extra_args: '--adapter-ip 10.0.0.9' }, /^args\.refused: .*default route/],
    [{ extra_args: '--infinite' }, /^args\.refused: .*pace/],
    [{ extra_args: '--wait forever' }, /^args\.refused: .*from 0 to 60/],
    [{ extra_args: '--rate 100000000' }, /^args\.refused|^scope\.too_large/],
    [{ extra_args: '8.8.8.8' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('ports and their number are judged', () => {
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '22' }) };
    expect(argvOf({}, narrow)).toMatch(/^scope\.port: ports holds 80/);
    expect(argvOf({ ports: '-' })).toMatch(/^scope\.too_large/);
  });
});

test('it is nothing without raw sockets, and the try of them names loopback alone', () => {
  expect(masscan.needsRaw).toBe(true);
  expect(planOf(masscan, masscan.example)).toMatchObject({ value: { profile: 'raw' } });
  expect(masscan.rawProbe?.argv.join(' ')).toBe(
    '--stylesheet --readscan --adapter lo --range 127.0.0.1 -p 1',
  );
  const without = '[-] FAIL: permission denied\n    [hint] need to sudo\n[-] if:lo:init: failed';
  expect(masscan.rawProbe?.expects.exec(without)).toBeNull();
});

describe('what masscan printed is read', () => {
  test.each([
    [
      'masscan-network.txt',
      { counts: { open: 12, hosts: 4 }, omitted: 0, partial: false },
      /^12 open on 4 hosts\. Open: .*22\/tcp ×4 \(10\.77\.3\.2-4, \.6\)/,
    ],
    [
      'masscan-banners.txt',
      {
        open: [
          { port: 21, banners: [{ service: 'ftp' }] },
          { port: 22, banners: [{ service: 'ssh', text: 'SSH-2.0-OpenSSH_9.2p1 Debian-2' }] },
          { port: 80, banners: [{ service: 'http.server' }, { service: 'title' }, { service: 'http' }] },
        ],
      },
      /^3 open on 1 host\. Open: 21\/tcp \(10\.77\.3\.2\)/,
    ],
    ['masscan-retries.txt', { counts: { open: 3, hosts: 1 } }, /^3 open on 1 host/],
    ['masscan-stopped.txt', { counts: { open: 6, hosts: 2 }, partial: true }, /Partial: it was stopped/],
  ])('%s', (file, result, summary) => {
    expect(readOutput(masscan, fixture(file))).toMatchObject({
      ok: true,
      value: { result, summary: expect.stringMatching(summary) },
    });
  });

  test('a comma behind a line, as older versions write it, and their last line are no fault', () => {
    const old =
      '[\n{"ip":"10.0.0.5","ports":[{"port":80,"proto":"tcp","status":"open"}]},\n{finished: 1}\n]\n';
    expect(readOutput(masscan, old)).toMatchObject({
      value: { result: { counts: { open: 1 }, partial: false } },
    });
  });

  test('it prints nothing at all where it found nothing', () => {
    expect(readOutput(masscan, '')).toMatchObject({
      ok: true,
      value: { result: { open: [], partial: false }, summary: '0 open on 0 hosts.' },
    });
  });

  test.each([
    ['masscan-no-router.exit1.stderr.txt', 1, /^The router of the default route did not answer/],
    ['masscan-no-route.exit1.stderr.txt', 1, /^masscan found no default route/],
  ])('%s is no network without open ports', (file, code, message) => {
    expect(readOutput(masscan, '', code, fixture(file))).toMatchObject({
      ok: false,
      error: {
        code: 'tool.failed',
        message: expect.stringMatching(message),
        next: [expect.stringContaining('port_check'), expect.stringContaining('default route')],
      },
    });
  });

  test('what was stopped before its scan began is no network without open ports either', () => {
    const stopped = (stderr: string) => {
      const output = { stdout: '', stderr, truncatedStdout: false, returncode: null, complete: false };
      return masscan.read(planned({ ports: '80' })).end(output);
    };
    expect(stopped('')).toMatchObject({ error: { message: expect.stringContaining('before it began') } });
    expect(stopped('Scanning 9 hosts [1 port/host]\n')).toMatchObject({
      value: { result: { counts: { open: 0 }, partial: true } },
    });
  });

  test('a scan that went on before masscan failed keeps its ports, and is partial', () => {
    const resolved =
      '[+] resolving router 10.0.0.1 with ARP (may take some time)...\nScanning 9 hosts [1 port/host]\n';
    const found = 'Discovered open port 22/tcp on 10.0.0.5\n';
    expect(readOutput(masscan, found, 1, resolved)).toMatchObject({
      value: { result: { counts: { open: 1 }, partial: true } },
    });
    expect(readOutput(masscan, '', 0, resolved)).toMatchObject({ ok: true });
    expect(readOutput(masscan, '', 1, resolved)).toMatchObject({ error: { code: 'tool.failed' } });
  });

  test.each([
    ['rate:  0.00-kpps, 100.00% done, waiting -3-secs, found=0', false],
    ['rate:  0.10-kpps, 60.00% done, 0:00:03 remaining, found=0', true],
    ['rate:  0.00-kpps, 100.00% done, waiting 3-secs, found=0', true],
  ])('stopped after %j it is partial: %s', (stderr, partial) => {
    const reader = masscan.read(planned({ ports: '80' }));
    reader.write(new TextEncoder().encode('Discovered open port 80/tcp on 10.0.0.5\n'));
    const output = { stdout: '', stderr, truncatedStdout: false, returncode: null, complete: false };
    expect(reader.end(output)).toMatchObject({ value: { result: { counts: { open: 1 }, partial } } });
  });

  test.each([
    [{ ports: '80' }, 2 + 5 + 10],
    [{ target: '10.0.0.0/24', ports: '1-1000', wait_sec: 0 }, 2 * 256 + 10],
    [{ target: '10.0.0.0/24', ports: '1-1000', wait_sec: 0, rate: 100 }, 2 * 2560 + 10],
    [{ ports: '80', wait_sec: 0, retries: 3 }, 2 * 16 + 10],
  ])('%j has had enough after %s s', (input, seconds) => {
    expect(planned(input).enoughSec).toBe(seconds);
  });

  test('what is no report is no result', () => {
    expect(readOutput(masscan, 'noise')).toMatchObject({ ok: false, error: { code: 'tool.output' } });
  });
});
