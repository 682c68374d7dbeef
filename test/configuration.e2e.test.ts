import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox();
});

afterAll(() => {
  sandbox.remove();
});

/** Writes a configuration of its own and gives the words that choose it. */
function configured(text: string): readonly string[] {
  const path = join(sandbox.folder, 'own.yaml');
  writeFileSync(path, `version: 1\n${text}\n`);
  return ['--config', path];
}

describe('a listener that others can reach without a token', () => {
  const open = 'server:\n  host: 0.0.0.0';

  it('is a warning of config check where bailiwick is served over stdio', async () => {
    const { code, stderr } = await sandbox.run(['config', 'check', ...configured(open)]);
    expect(stderr).toMatch(
      /^warning: server\.host: is "0\.0\.0\.0".*\n {2}--> .*own\.yaml:3:9\n 3 \| {3}host: 0\.0\.0\.0/,
    );
    expect(code).toBe(0);
  });

  it('is an error of config check where bailiwick is served over HTTP, as it is of serve', async () => {
    const words = configured(`${open}\n  transport: http`);
    const checked = await sandbox.run(['config', 'check', ...words]);
    expect(checked.stderr).toMatch(/^error: server\.host: is "0\.0\.0\.0"/);
    expect(checked.code).toBe(9);
    const served = await sandbox.run(['serve', ...words]);
    expect(served.stderr).toContain('auth.token is not set');
    expect(served.code).toBe(9);
  });

  it('is something that doctor tells', async () => {
    const { stdout } = await sandbox.run(['doctor', '--json', ...configured(`${open}\n  transport: http`)]);
    expect(JSON.parse(stdout)['checks']).toContainEqual(
      expect.objectContaining({ name: 'listener', status: 'broken' }),
    );
  });
});

describe('config check', () => {
  it('shows an error of the scope as it shows one of the schema: its place and its line', async () => {
    const { code, stderr } = await sandbox.run([
      'config',
      'check',
      ...configured('scope:\n  allow: [10.0.0.0/8, 8.8.8.8]'),
    ]);
    expect(stderr).toMatch(
      /^error: scope\.allow\[1\]: 8\.8\.8\.8 is public.*\n {2}--> .*own\.yaml:3:23\n 3 \| .*\n.*\^{7}\n$/,
    );
    expect(code).toBe(9);
  });

  it.each([
    ['scope.alow=x', 'did you mean "scope.allow"?'],
    ['nonsense', '--set takes section.key=value'],
    ['tool.search_path=/usr/bin:/bin', 'one folder an item'],
  ])('says how to mend --set %s', async (setting, hint) => {
    const { code, stderr } = await sandbox.run(['config', 'check', '--set', setting]);
    expect(stderr).toContain(hint);
    expect(code).toBe(9);
  });
});

describe('serve', () => {
  it('exits with 5 where somebody else has the port: the configuration is sound', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr } = await sandbox.run(['serve', '--http', '--port', `${port}`]);
    other.close();
    expect(stderr).toContain('EADDRINUSE');
    expect(stderr).toContain('exit 5');
    expect(code).toBe(5);
  });

  it('says over HTTP where it listens, as a line of data with --json', async () => {
    const child = spawn(process.execPath, ['bin/bailiwick.js', 'serve', '--http', '--port', '0', '--json'], {
      env: { PATH: process.env['PATH'] ?? '', HOME: sandbox.folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').once('data', resolve);
    });
    child.kill('SIGTERM');
    expect(JSON.parse(line)).toEqual({
      schema: 'bailiwick.serving/1',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/),
    });
  });

  it.each([['--stdio'], []])(
    'leaves stdout to the protocol, even where it cannot start: %j',
    async (...transport) => {
      const { code, stdout, stderr } = await sandbox.run([
        'serve',
        ...transport,
        '--json',
        '--set',
        'scope.allow=10.0.0.1/24',
      ]);
      expect([code, stdout]).toEqual([9, '']);
      expect(stderr).toContain('scope.allow');
    },
  );

  it.each([['--stdio'], []])('refuses a port where nothing listens: %j', async (...transport) => {
    const { code, stderr } = await sandbox.run(['serve', ...transport, '--port', '5']);
    expect(stderr).toContain('Add --http, or leave --port out.');
    expect(code).toBe(2);
  });
});
