import { once } from 'node:events';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasNmap } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { formatIpv4 } from '../../scope/ipv4.ts';
import { nmap } from './nmap.ts';

describe.skipIf(!hasNmap)('nmap (skipped where it is not installed)', () => {
  test(
    'reads the blocks of a range as exactly the addresses that were judged',
    { timeout: 60_000 },
    async () => {
      const range = fc.tuple(
        fc.integer({ min: 0x7f000000, max: 0x7ffffbff }),
        fc.integer({ min: 0, max: 700 }),
      );
      for (const [lo, more] of fc.sample(range, 25)) {
        const target = `${formatIpv4(lo)}-${formatIpv4(lo + more)}`;
        const { stdout } = await runReal(nmap, { target, scan: 'list' });
        const listed = [...stdout.matchAll(/<address addr="([^"]+)"/g)].map(([, address]) => address);
        expect(listed, target).toEqual(Array.from({ length: more + 1 }, (_, at) => formatIpv4(lo + at)));
      }
    },
  );

  test('knows every flag that a call can bring', { timeout: 60_000 }, async () => {
    const port = await listen();
    const { code, stderr, finding } = await runReal(nmap, {
      target: '127.0.0.1',
      ports: String(port),
      scripts: ['banner'],
      version_intensity: 0,
      extra_args: '-sV --open -T4 --max-rate 1000 --max-retries 1 --host-timeout 30s --reason -r -v',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(finding.summary).toMatch(
      new RegExp(`^1 host up, 0 down; 1 open port, 1 service\\. ${port}/tcp ssh \\(127\\.0\\.0\\.1\\)\\.`),
    );
  });

  test.each(['list', 'ping'])('scan="%s" works, over IPv6 too', async (scan) => {
    const { code, finding } = await runReal(nmap, { target: '::1', scan });
    expect(code).toBe(0);
    expect(finding.result).toMatchObject({ hosts: [{ address: '::1', ports: [] }], partial: false });
  });
});

async function listen(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
