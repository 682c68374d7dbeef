import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, test } from 'vitest';
import { createSandbox } from './command-line.ts';
import { startServing } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());
const data = join(sandbox.folder, 'state', 'bailiwick');
const key = join(data, 'audit-key.pem');
const verify = (...words: readonly string[]) =>
  sandbox.run(['audit', 'verify', '--config', sandbox.config, ...words]);
const plan = (target: string) =>
  sandbox.run([
    'call',
    'port_check',
    '--json',
    JSON.stringify({ target, ports: '22', dry_run: true }),
    '--config',
    sandbox.config,
  ]);

test('each command signs what it has recorded, with a key that is made once beside the database', async () => {
  await plan('10.0.0.5');
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${key}.pub`, 'utf8')).toContain('PUBLIC KEY');
  await plan('10.0.0.6');
  expect((await verify()).stdout).toMatch(
    /^2 records are intact; head [0-9a-f]{64}; signed up to record 2\n$/,
  );
  const { code, stdout } = await verify('--deep', '--from', '2', '--pubkey', `${key}.pub`, '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { intact: true, rows: 2, signed: 2, outputs: { intact: true } },
  ]);
});

test('a server echoes its checkpoints to its log, and they are anchors, whatever has become of the database', async () => {
  const log = join(sandbox.folder, 'server.log');
  const server = await startServing(
    sandbox,
    '--set',
    `logging.file_path=${log}`,
    '--set',
    'audit.checkpoint_sec=1',
  );
  await plan('10.0.0.7');
  const client = new Client({ name: 'checkpoints', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  await client.callTool({ name: 'scope_check', arguments: { target: '10.0.0.8' } });
  await client.close();
  await expect.poll(() => readFileSync(log, 'utf8')).toContain('"audit.checkpoint"');
  await server.stop();
  expect(await verify('--anchor', log)).toMatchObject({ code: 0 });
  {
    using db = new DatabaseSync(join(data, 'audit.db'));
    for (const name of ['audit_delete', 'audit_checkpoint_delete']) db.exec(`drop trigger ${name}`);
    db.exec('delete from audit where seq > 2; delete from audit_checkpoint where seq > 2');
  }
  // Whoever takes the newest records takes the checkpoints that stand over them as well.
  expect(await verify()).toMatchObject({ code: 0 });
  const cut = await verify('--anchor', log);
  expect([cut.code, cut.stderr]).toMatchObject([10, expect.stringContaining('Record 3 is missing')]);
  const forged = join(sandbox.folder, 'forged.log');
  const line =
    readFileSync(log, 'utf8')
      .split('\n')
      .findLast((one) => one.includes('audit.checkpoint')) ?? '';
  writeFileSync(forged, `${line.replace(/"seq":\d+/, '"seq":99')}\n`);
  expect((await verify('--anchor', forged)).stderr).toContain('was not signed with its key');
});

test('audit prune moves old records to a file, the rest is intact, and the log says so', async () => {
  await plan('10.0.0.9');
  const before = await verify('--json');
  const { rows }: { readonly rows: number } = JSON.parse(before.stdout);
  const archive = join(sandbox.folder, 'archive');
  const prune = (when: string) =>
    sandbox.run(['audit', 'prune', '--before', when, '--to', archive, '--config', sandbox.config]);
  expect((await prune('2020-01-01')).stderr).toContain('nothing to prune');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { code, stdout } = await prune('1s');
  const files = stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\S+ +/, ''));
  expect([code, files.map((file) => existsSync(file))]).toEqual([0, files.map(() => true)]);
  const after = await verify();
  expect([after.code, after.stdout]).toMatchObject([
    0,
    expect.stringMatching(/^\d+ records are intact; .* gone to segments/),
  ]);
  expect(
    (await sandbox.run(['audit', 'search', '--principal', 'bailiwick', '--config', sandbox.config])).stdout,
  ).toContain(`#${rows + 1}  `);
});

test('a key that the configuration names is never made, and a server does not start without it', async () => {
  const named = join(sandbox.folder, 'elsewhere.pem');
  appendFileSync(sandbox.config, `audit:\n  key_file: ${named}\n`);
  const served = await sandbox.run(['serve', '--http', '--set', 'server.port=0', '--config', sandbox.config]);
  expect(served.code).toBe(9);
  expect(served.stderr).toContain('audit.key_file');
  expect(served.stderr).toContain('there is no such file');
  expect(existsSync(named)).toBe(false);
});
