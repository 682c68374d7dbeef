import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pathOf } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { ping } from './ping.ts';

const program = pathOf('ping');
const probe = ping.rawProbe;
/** By the tool's own try: where it fails, so would every call. */
const works =
  program !== null &&
  probe !== null &&
  probe.expects.exec(spawnSync(program, probe.argv, { encoding: 'utf8' }).stdout) !== null;

describe.skipIf(!works)('ping (skipped where it does not work)', () => {
  test.each(['127.0.0.1', '::1'])('counts the replies of %s', async (target) => {
    const { code, stderr, finding } = await runReal(ping, {
      target,
      count: 3,
      interval_ms: 200,
      size: 1472,
      ttl: 1,
      wait_sec: 1,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(finding.result).toMatchObject({
      sent: 3,
      received: 3,
      loss_percent: 0,
      rtt_ms: { min: expect.any(Number) },
      replies: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
      partial: false,
    });
  });

  test('requests too small for a time have replies without one', async () => {
    const { finding } = await runReal(ping, { target: '127.0.0.1', count: 1, size: 0 });
    expect(finding.result).toMatchObject({ received: 1, rtt_ms: null, replies: [{ ms: null }] });
  });
});
