import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pathOf } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { traceroute } from './traceroute.ts';

const program = pathOf('traceroute');
const probe = traceroute.rawProbe;
const hasRaw =
  program !== null &&
  probe !== null &&
  probe.expects.exec(spawnSync(program, probe.argv, { encoding: 'utf8' }).stdout) !== null;
const methods = hasRaw ? ['udp', 'icmp', 'tcp'] : ['udp'];

describe.skipIf(program === null)('traceroute (skipped where it is not installed)', () => {
  test.each(methods)('reaches loopback in one hop by %s', async (method) => {
    for (const target of ['127.0.0.1', '::1']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: routers bound how many errors they send
      const { code, stderr, finding } = await runReal(traceroute, {
        target,
        method,
        max_hops: 5,
        queries: 2,
        wait_sec: 1,
        ...(method === 'tcp' ? { port: 9 } : {}),
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(finding.result).toMatchObject({
        destination: target,
        reached: true,
        hops: [{ ttl: 1, addresses: [target] }],
      });
    }
  });
});
