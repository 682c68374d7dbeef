import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pathOf } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { sslscan } from './sslscan.ts';

const openssl = pathOf('openssl');
const has = pathOf('sslscan') !== null && openssl !== null;

describe.skipIf(!has)('sslscan (skipped where it or openssl is not installed)', () => {
  test.each(['127.0.0.1', '::1'])(
    'checks one port of %s, and asks for the name that it is given',
    async (target) => {
      const { port, asked } = await serveTls(target);
      const { code, stderr, finding } = await runReal(sslscan, { target, port, sni: 'www.lab.internal' });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(finding.result).toMatchObject({
        outcome: 'tls',
        certificate: { subject: 'www.lab.internal', self_signed: true, expired: false, key: 'RSA 2048' },
        damaged: false,
      });
      expect(finding.summary).toMatch(
        /^TLSv1\.2, TLSv1\.3 enabled\. Ciphers: .* Certificate: self-signed\.$/,
      );
      expect([...asked]).toContain('www.lab.internal');
    },
  );

  test('knows every flag that a call can bring', async () => {
    const { port } = await serveTls('127.0.0.1');
    const flags = sslscan.extraArgs.filter((flag) => /^--(?:no-|bugs|show-|sleep|tls12)/.test(flag));
    expect(flags.length).toBeGreaterThan(7);
    const extra_args = flags.map((flag) => (flag === '--sleep' ? '--sleep=1' : flag));
    const { code, stdout, finding } = await runReal(sslscan, { target: '127.0.0.1', port, extra_args });
    expect({ code, usage: stdout.includes('--help') }).toEqual({ code: 0, usage: false });
    expect(finding.result).toMatchObject({ outcome: 'tls', ciphers: [], heartbleed: null, damaged: false });
  });

  test('a closed port is a result, although the program ends well', async () => {
    const { code, finding } = await runReal(sslscan, { target: '127.0.0.1', port: 1 });
    expect(code).toBe(0);
    expect(finding.result).toMatchObject({ outcome: 'unreachable', protocols: [], certificate: null });
  });
});

/** A TLS server with a certificate of its own, which remembers the names that it was asked for. */
async function serveTls(
  host: string,
): Promise<{ readonly port: number; readonly asked: ReadonlySet<string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=www.lab.internal', '-keyout', key, '-out', cert];
  spawnSync(openssl ?? 'openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
  ]);
  const asked = new Set<string>();
  const server = createServer({
    key: readFileSync(key),
    cert: readFileSync(cert),
    SNICallback: (name, done) => {
      asked.add(name);
      done(null);
    },
  });
  rmSync(folder, { recursive: true });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, asked };
}
