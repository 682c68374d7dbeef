import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pathOf } from '../../../../test/installed.ts';
import { planOf, policy } from '../../../../test/plan-of.ts';
import { sampleScope } from '../../../scope/fixtures/sample-scope.ts';
import { nmap } from '../nmap.ts';
import { nmapRaw } from './raw.ts';

// The real nmap, and nothing but loopback: this scope allows no other address.
const loopback = { ...policy, scope: sampleScope({ allow: ['loopback'], allowLoopback: true }) };
const path = pathOf('nmap') ?? 'nmap';
const start = (argv: readonly string[]) => spawnSync(path, argv, { env: {}, timeout: 30_000 });
const works = nmapRaw.probe.expects.test(String(start(nmapRaw.probe.argv).stdout));

describe.skipIf(!works)('nmap with raw sockets (skipped where its own probe fails)', () => {
  test.each([
    ['syn', { scan: 'syn', ports: '9' }],
    ['udp', { scan: 'udp', ports: '9' }],
    ['ack', { scan: 'ack', ports: '9' }],
    [null, { scan: 'ping', host_discovery: 'icmp' }],
    ['syn', { scan: 'syn', ports: '9', os_detection: true, extra_args: '-Pn -T4 --max-retries 1' }],
    ['syn', { scan: 'syn', ports: '9', target: '::1' }],
  ])('does the %s scan that is asked for: %j', (scan, input) => {
    const plan = planOf(nmap, { target: '127.0.0.1', ...input }, loopback);
    if (!plan.ok) throw new Error(plan.error.message);
    const { status, stdout } = start(plan.value.argv);
    const reader = nmap.read(plan.value);
    reader.write(stdout);
    const ended = { stdout: '', stderr: '', truncatedStdout: false, returncode: status, complete: true };
    expect(reader.end(ended)).toMatchObject({
      ok: true,
      value: { result: { scan, partial: false, totals: { up: 1 } } },
    });
  });
});

test.skipIf(!works || process.getuid?.() !== 0)('the probe fails where nmap has no rights', () => {
  const nobody = ['--bounding-set=-all', '--inh-caps=-all', '--reuid=65534', path, ...nmapRaw.probe.argv];
  const { stdout, stderr } = spawnSync('setpriv', nobody);
  expect(String(stdout)).toContain('<nmaprun');
  expect(String(stdout)).not.toMatch(nmapRaw.probe.expects);
  expect(String(stderr)).toMatch(/socket|permi/i);
});
