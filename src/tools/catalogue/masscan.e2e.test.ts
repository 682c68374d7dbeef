import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { pathOf } from '../../../test/installed.ts';
import { canMakeNetworks } from '../../../test/netns/network.ts';
import { planOf } from '../../../test/tool-suite.ts';
import { masscan } from './masscan.ts';

const program = pathOf('masscan');
const [scanner, target] = [`bwk-${process.pid}-masscan-a`, `bwk-${process.pid}-masscan-b`] as const;

describe.runIf(program !== null && canMakeNetworks())('masscan, between two hosts of our own', () => {
  makeHosts();
  afterAll(() => {
    for (const host of [scanner, target]) spawnSync('ip', ['netns', 'del', host], { stdio: 'ignore' });
  });

  test('finds the open ports of its target, with retries too', { timeout: 60_000 }, async () => {
    await listen('10.77.1.2', 8022);
    // It ends with the first packet that arrives after its wait; on a network as quiet as this one there is none.
    await inBackground(target, ['ping', '-n', '-i', '0.3', '-w', '60', '10.77.1.1'], /bytes from/);
    const { argv, finding } = await scan({
      target: '10.77.1.2',
      ports: '8020-8025',
      wait_sec: 1,
      retries: 1,
    });
    expect(argv.join(' ')).toContain('--rate 6');
    expect(finding).toMatchObject({
      value: { summary: '1 open on 1 host. Open: 8022/tcp (10.77.1.2).', result: { partial: false } },
    });
    expect(await scan({ target: '10.77.1.2', ports: '8030', wait_sec: 0 })).toMatchObject({
      finding: { value: { result: { counts: { open: 0, hosts: 0 }, partial: false } } },
    });
  });

  test(
    'has done its work on a silent network when it is stopped as its plan says, if nothing ends it before',
    { timeout: 60_000 },
    async () => {
      const input = { target: '10.77.1.2', ports: '8022-8023', wait_sec: 0 };
      const plan = planOf(masscan, input);
      const enoughSec = plan.ok ? plan.value.enoughSec : null;
      expect(enoughSec).toBe(12);
      const { finding } = await scan(input, enoughSec ?? 0);
      expect(finding).toMatchObject({
        value: { summary: '0 open on 0 hosts.', result: { partial: false } },
      });
    },
  );

  test(
    'without an answer of the router it says so, and not that nothing is open',
    { timeout: 60_000 },
    async () => {
      const route = (...way: readonly string[]): Buffer =>
        execFileSync('ip', ['-n', scanner, 'route', ...way]);
      route('replace', 'default', 'via', '10.77.1.99');
      onTestFinished(() => void route('replace', 'default', 'via', '10.77.1.2'));
      // It counts its tries by what it hears.
      await inBackground(target, ['ping', '-n', '-i', '0.2', '-w', '60', '10.77.1.1'], /bytes from/);
      const silent = await scan({ target: '10.77.1.2', ports: '8022', wait_sec: 0 }, 6);
      expect(silent.finding).toMatchObject({
        error: { message: expect.stringMatching(/did not answer masscan|before it began/) },
      });
      route('del', 'default');
      const lost = await scan({ target: '10.77.1.2', ports: '8022', wait_sec: 0 });
      expect(lost.finding).toMatchObject({ error: { message: expect.stringContaining('no default route') } });
    },
  );

  test('reads no configuration file: its ranges would be added to ours', () => {
    const argv = argvOf({ target: '10.77.1.2', ports: '80' });
    expect(rangesOf(argv)).toEqual(['10.77.1.2']);
    // The same without the words that keep it from reading, so that the test is known to see it.
    expect(rangesOf(argv.slice(2))).toEqual(['10.77.1.2', '10.77.9.9']);
  });

  test('the try of raw sockets tells whether they work, and ends at once', () => {
    const { argv = [], expects } = masscan.rawProbe ?? {};
    const said = (...before: readonly string[]): string =>
      spawnSync('ip', ['netns', 'exec', scanner, ...before, program ?? '', ...argv], {
        encoding: 'utf8',
        timeout: 5000,
      }).stderr;
    expect(expects?.exec(said())).not.toBeNull();
    expect(expects?.exec(said('setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw'))).toBeNull();
  });
});

function makeHosts(): void {
  const ip = (...words: readonly string[]): Buffer => execFileSync('ip', words);
  for (const host of [scanner, target]) ip('netns', 'add', host);
  ip('-n', scanner, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', target);
  for (const [host, address] of [
    [scanner, '10.77.1.1/24'],
    [target, '10.77.1.2/24'],
  ] as const) {
    ip('-n', host, 'link', 'set', 'lo', 'up');
    ip('-n', host, 'addr', 'add', address, 'dev', 'eth0');
    ip('-n', host, 'link', 'set', 'eth0', 'up');
  }
  ip('-n', scanner, 'route', 'add', 'default', 'via', '10.77.1.2');
}

function argvOf(input: Readonly<Record<string, unknown>>): readonly string[] {
  const plan = planOf(masscan, input);
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value.argv;
}

async function scan(input: Readonly<Record<string, unknown>>, mostSec = 30) {
  const plan = planOf(masscan, input);
  if (!plan.ok) throw new Error(plan.error.message);
  const { argv } = plan.value;
  const child = spawn('ip', ['netns', 'exec', scanner, program ?? '', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostSec * 1000,
  });
  const [out, said] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ]);
  const stderr = Buffer.concat(said).toString();
  const reader = masscan.read(plan.value);
  for (const chunk of out) reader.write(chunk);
  const complete = child.exitCode !== null;
  const output = { stdout: '', stderr, truncatedStdout: false, returncode: child.exitCode, complete };
  return { argv, finding: reader.end(output) };
}

/** The ranges that masscan would scan, on a machine where its configuration file names one of its own. */
function rangesOf(argv: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-masscan-'));
  const script = [
    'mount -t tmpfs tmpfs "$0"',
    'mkdir "$0/upper" "$0/work"',
    'mount -t overlay overlay -o "lowerdir=/etc,upperdir=$0/upper,workdir=$0/work" /etc',
    'mkdir -p /etc/masscan',
    'echo "range = 10.77.9.9" > /etc/masscan/masscan.conf',
    'exec "$@"',
  ].join('\n');
  try {
    const words = ['-m', 'sh', '-ec', script, folder, program ?? '', '--echo', ...argv];
    const said = execFileSync('unshare', words, { encoding: 'utf8', timeout: 10_000 });
    return [...said.matchAll(/^range = (\S+)$/gm)].map(([, range = '']) => range).toSorted();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A server on the target that accepts and says nothing. */
const listen = (address: string, port: number): Promise<void> =>
  inBackground(
    target,
    [
      process.execPath,
      '-e',
      `require('net').createServer((s) => s.on('error', () => {})).listen(${port}, '${address}', () => console.log('up'))`,
    ],
    /up/,
  );

/** Starts a program on a host, and waits until it says that. It ends with the test. */
async function inBackground(host: string, command: readonly string[], says: RegExp): Promise<void> {
  const child = spawn('ip', ['netns', 'exec', host, ...command], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  for await (const chunk of child.stdout) if (says.test(String(chunk))) return;
}
