import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox();
});

afterAll(() => {
  sandbox.remove();
});

type Json = Readonly<Record<string, unknown>>;

/** Runs a command with `--json` and gives its exit code and its one JSON document. */
async function asJson(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly data: Json }> {
  const { code, stdout } = await sandbox.run([...args, '--json', '--config', sandbox.config]);
  return { code, data: JSON.parse(stdout) };
}

describe('a command with --json', () => {
  it('names the shape of what it prints', async () => {
    for (const [args, schema] of [
      [['tools'], 'bailiwick.tools/1'],
      [['tools', 'show', 'nmap'], 'bailiwick.tool/1'],
      [['scope', 'show'], 'bailiwick.scope/1'],
      [['config', 'show'], 'bailiwick.config/1'],
      [['config', 'explain', 'scope.allow'], 'bailiwick.config-key/1'],
      [['config', 'explain', 'tools.nmap.timeout_sec'], 'bailiwick.config-key/1'],
      [['status'], 'bailiwick.status/1'],
    ] as const) {
      const { code, data } = await asJson(...args);
      expect([code, data['schema']]).toEqual([0, schema]);
    }
  });

  it('hides secrets and says where each value comes from', async () => {
    const token = 'x'.repeat(40);
    const { data } = await asJson(
      'config',
      'show',
      '--set',
      `auth.token=${token}`,
      '--set',
      'server.port=9090',
    );
    expect(JSON.stringify(data)).not.toContain(token);
    expect(data['origin']).toMatchObject({
      'server.port': '--set',
      'scope.allow_loopback': `${sandbox.config}:4:19`,
    });
  });

  it('gives a failure as data beside the words on stderr', async () => {
    const { code, data } = await asJson('tools', 'show', 'nmapp');
    expect(code).toBe(2);
    expect(data).toMatchObject({
      schema: 'bailiwick.errors/1',
      errors: [{ code: 'input.invalid', field: 'tool' }],
    });
  });
});

describe('scope check', () => {
  it('says for each target whether it may be touched, by which rule, and exits with 2 where one is none', async () => {
    const answer = ['--answer', 'db.lab.internal=10.0.0.9'];
    const targets = [
      '10.0.0.0/25',
      'db.lab.internal',
      'https://db.lab.internal:8443/x',
      '8.8.8.8',
      '10.0.0.1/24',
    ];
    const { code, data } = await asJson('scope', 'check', ...targets, ...answer);
    expect(code).toBe(2);
    expect(data).toMatchObject({ engagement: 'open' });
    expect(data['targets']).toMatchObject([
      { target: '10.0.0.0/25', decision: 'allowed', hosts: 128, at: `${sandbox.config}:3:11` },
      { target: 'db.lab.internal', decision: 'allowed', addresses: ['10.0.0.9'] },
      { target: 'https://db.lab.internal:8443/x', decision: 'allowed', addresses: ['10.0.0.9'] },
      { decision: 'refused', code: 'scope.outside', next: [expect.stringContaining('Allowed: ')] },
      { decision: 'refused', code: 'input.invalid', rule: null },
    ]);
  });

  it('exits with 0 where all may be touched and 3 where one may not, and judges ports and denied machines too', async () => {
    expect((await asJson('scope', 'check', '10.0.0.5', '--ports', '22,80')).code).toBe(0);
    expect((await asJson('scope', 'check', '10.0.0.5', '--ports', '0')).code).toBe(2);
    const denied = ['--set', 'scope.deny=dc01.lab.internal', '--answer', 'dc01.lab.internal=10.0.0.5'];
    const { code, data } = await asJson('scope', 'check', '10.0.0.5', '10.0.0.6', ...denied);
    expect(code).toBe(3);
    expect(data['targets']).toMatchObject([
      {
        decision: 'refused',
        code: 'scope.denied',
        rule: expect.stringContaining('dc01.lab.internal (10.0.0.5'),
      },
      { decision: 'allowed' },
    ]);
  });

  it('prints what is allowed on stdout and what is refused on stderr', async () => {
    const { stdout, stderr } = await sandbox.run([
      'scope',
      'check',
      '10.0.0.5',
      '8.8.8.8',
      '--config',
      sandbox.config,
    ]);
    expect(stdout).toMatch(/^allowed {2}10\.0\.0\.5 {2}1 address.*\nengagement {2}open\n$/);
    expect(stderr).toMatch(/^refused {2}scope\.outside/);
  });
});

describe('doctor', () => {
  it('finds a machine well and says how to install what is missing', async () => {
    const stubs = sandbox.stub('nmap', 'exit 1');
    const { code, data } = await asJson('doctor', '--set', `tool.search_path=${stubs}`);
    expect(code).toBe(0);
    expect(data['checks']).toContainEqual(expect.objectContaining({ name: 'launcher', status: 'ok' }));
    expect(data['checks']).toContainEqual({
      name: 'nmap',
      status: 'ok',
      message: expect.stringContaining(`nmap 7.99  ${stubs}/nmap`),
    });
    const missing = { name: 'dig', status: 'warn', fix: expect.stringContaining('install') };
    expect(data['checks']).toContainEqual(expect.objectContaining(missing));
  });

  it('exits with 5 where something is broken, and shows the way out', async () => {
    const { code, stdout } = await sandbox.run(['doctor', '--set', 'database.url=sqlite:/dev/null/audit.db']);
    expect(code).toBe(5);
    expect(stdout).toMatch(/✗ audit[^✔]*fix: Check the path/);
  });
});

describe('call', () => {
  it('reads its arguments from stdin and only plans with --plan', async () => {
    const input = '{"target":"127.0.0.1","ports":"22"}';
    const words = ['call', 'port_check', '--json', '-', '--plan', '--config', sandbox.config];
    const { code, stdout, stderr } = await sandbox.run(words, { input });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      execution_time: 0,
      metadata: { dry_run: true, sandbox: null },
    });
  });

  it('plans with the answers that it is given instead of asking DNS, and takes none for a call that is made', async () => {
    const answer = ['--answer', 'db.lab.internal=127.0.0.1', '--config', sandbox.config];
    const words = ['call', 'port_check', '--json', '{"target":"db.lab.internal","ports":"22"}', ...answer];
    const planned = await sandbox.run([...words, '--plan']);
    expect(JSON.parse(planned.stdout)).toMatchObject({
      status: 'succeeded',
      metadata: { dry_run: true, pinned: ['db.lab.internal=127.0.0.1'] },
    });
    expect(await sandbox.run(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('--plan') });
    const run = ['run', 'port_check', 'db.lab.internal', '--ports', '22', ...answer];
    expect(await sandbox.run([...run, '--dry-run'])).toMatchObject({ code: 0 });
    expect(await sandbox.run(run)).toMatchObject({ code: 2, stderr: expect.stringContaining('--dry-run') });
  });

  it('asks for an object where it is given other JSON', async () => {
    const { code, stderr } = await sandbox.run(['call', 'nmap', '--json', '[1]', '--config', sandbox.config]);
    expect(stderr).toContain('Give an object such as');
    expect(code).toBe(2);
  });

  it('prints a refusal as the structured result of the MCP call', async () => {
    const words = ['call', 'nmap', '--json', '{"target":"8.8.8.8"}', '--config', sandbox.config];
    const { code, stdout } = await sandbox.run(words);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'refused',
      error: { code: 'scope.outside', retryable: false },
    });
  });
});

describe('audit', () => {
  it('shows what was decided, and exits with 10 once a record was changed', async () => {
    const own = createSandbox();
    await own.run(['run', 'nmap', '8.8.8.8', '--config', own.config]);
    const tail = await own.run(['audit', 'tail', '-n', '1']);
    expect(tail.stdout).toMatch(/^#1 {2}.*decision .*"scope\.outside"/);
    expect((await own.run(['audit', 'verify'])).code).toBe(0);
    const db = new DatabaseSync(join(own.folder, 'state', 'bailiwick', 'audit.db'));
    db.exec("drop trigger audit_update; update audit set body = replace(body, '8.8.8.8', '9.9.9.9')");
    db.close();
    const { code, stderr } = await own.run(['audit', 'verify']);
    expect(stderr).toContain('Record 1 was changed after it was written.');
    expect(code).toBe(10);
    own.remove();
  });
});

describe('bare bailiwick', () => {
  it('serves MCP where there is no screen, and ends with its client', async () => {
    const initialize = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    };
    const { code, stdout } = await sandbox.run([], { input: `${JSON.stringify(initialize)}\n` });
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
      id: 1,
      result: { serverInfo: { name: 'bailiwick' } },
    });
    expect(code).toBe(0);
  });
});
