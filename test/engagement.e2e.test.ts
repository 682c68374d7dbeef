import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Ended, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
let key: string;
let signature: string;
let config: string;

const configText = (): string => `version: 1
scope:
  allow: [10.0.0.0/24]
  deny: [10.0.0.9]
engagement:
  id: LAB-42
  authorised_by: Ada
  require_signature: true
  public_key_file: ${key}.pub
  signature_file: ${signature}
`;

const run = (...args: readonly string[]): Promise<Ended> => sandbox.run([...args, '--config', config]);

/** What the commands say by which the README has a signature checked, where the canonical text is this. */
function verifiedAsDocumented(canonical: string): string {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, commands = ''] = /^bailiwick scope show --canonical > scope\.txt .*\n([^`]*)/m.exec(readme) ?? [];
  writeFileSync(join(sandbox.folder, 'scope.txt'), canonical);
  const here = commands.replace('/etc/bailiwick/scope.sig', signature).replace('/etc/bailiwick/lab.key', key);
  return spawnSync('sh', ['-ec', here], { cwd: sandbox.folder, encoding: 'utf8' }).stdout;
}

beforeAll(async () => {
  sandbox = createSandbox();
  key = join(sandbox.folder, 'lab.key');
  signature = join(sandbox.folder, 'scope.sig');
  config = join(sandbox.folder, 'signed.yaml');
  writeFileSync(config, configText());
  const made = await sandbox.run(['scope', 'keygen', '--out', key]);
  expect(made.code).toBe(0);
});

afterAll(() => {
  sandbox.remove();
});

const dryRun = ['call', 'port_check', '--json', '{"target":"10.0.0.5","ports":"80"}', '--plan'] as const;

describe('a scope that has to be signed', () => {
  test('starts nothing before it is', async () => {
    for (const args of [
      dryRun,
      ['serve', '--stdio'],
      ['plan', '--jsonl'],
      ['doctor'],
      ['scope', 'check', '10.0.0.5'],
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time on a small machine
      const { code, stderr, stdout } = await run(...args);
      expect([args, code, stdout]).toEqual([args, 9, '']);
      expect(stderr).toContain(`engagement.signature_file: is "${signature}", and there is no such file`);
      expect(stderr).toContain(`${config}:10:19`);
    }
  }, 120_000);

  test('is signed by its key, which openssl agrees with, and then may be used', async () => {
    const signed = await run('scope', 'sign', '--key', key);
    expect(signed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sha256:[0-9a-f]{64}\n$/) });
    expect(signed.stderr).not.toContain('warning');
    expect([statSync(key).mode & 0o777, statSync(signature).mode & 0o777]).toEqual([0o600, 0o600]);

    const canonical = (await run('scope', 'show', '--canonical')).stdout;
    expect(verifiedAsDocumented(canonical)).toBe('Signature Verified Successfully\n');
    expect(verifiedAsDocumented(canonical.replace('10.0.0.0/24', '10.0.0.0/23'))).not.toContain(
      'Successfully',
    );

    const { code, stdout } = await run('scope', 'show', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).engagement).toMatchObject({
      id: 'LAB-42',
      authorised_by: 'Ada',
      open: true,
      signature: `valid, key ${signed.stdout.trim()}`,
    });
    expect((await run('scope', 'check', '10.0.0.5')).code).toBe(0);
  }, 60_000);

  test('is not widened by the environment, nor is its signature switched off there', async () => {
    const wider = { env: { BAILIWICK_SCOPE_ALLOW: '10.0.0.0/8' } };
    expect(await sandbox.run(['scope', 'check', '10.0.0.5', '--config', config], wider)).toMatchObject({
      code: 9,
      stderr: expect.stringContaining('does not fit the scope and the engagement in force'),
    });
    const unsigned = {
      env: {
        ...wider.env,
        BAILIWICK_ENGAGEMENT_REQUIRE_SIGNATURE: 'false',
        BAILIWICK_ENGAGEMENT_SIGNATURE_FILE: '',
      },
    };
    const off = await sandbox.run(['scope', 'check', '10.9.9.9', '--config', config], unsigned);
    expect(off.code).toBe(9);
    expect(off.stderr).toContain('BAILIWICK_ENGAGEMENT_REQUIRE_SIGNATURE');
  });

  test('is checked with the key beside its file, whatever lies in the working folder', async () => {
    const beside = join(sandbox.folder, 'beside.yaml');
    writeFileSync(beside, configText().replace(`${key}.pub`, 'lab.key.pub').replace(signature, 'beside.sig'));
    const signed = await sandbox.run(['scope', 'sign', '--key', key, '--config', beside]);
    expect(signed.code).toBe(0);
    expect(signed.stderr).not.toContain('warning');
    expect(statSync(join(sandbox.folder, 'beside.sig')).isFile()).toBe(true);
    expect((await sandbox.run(['scope', 'check', '10.0.0.5', '--config', beside])).code).toBe(0);
  });

  test('is not used once its file is changed', async () => {
    writeFileSync(config, configText().replace('  deny: [10.0.0.9]\n', ''));
    expect((await run('scope', 'check', '10.0.0.9')).code).toBe(9);
    writeFileSync(config, configText());
    expect((await run('scope', 'check', '10.0.0.9')).code).toBe(3);
  });
});

describe('keys', () => {
  test('are never replaced', async () => {
    const before = readFileSync(key, 'utf8');
    expect(await run('scope', 'keygen', '--out', key)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a key is never replaced'),
    });
    expect(readFileSync(key, 'utf8')).toBe(before);
  });

  test('of openssl will do, but not behind a passphrase', async () => {
    const other = join(sandbox.folder, 'other.key');
    const out = ['--out', join(sandbox.folder, 'other.sig')];
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', other]);
    const signed = await run('scope', 'sign', '--key', other, ...out);
    expect(signed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('warning: engagement.signature_file is'),
    });
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-aes256', '-pass', 'pass:x', '-out', other]);
    expect(await run('scope', 'sign', '--key', other, ...out)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('behind a passphrase'),
    });
  });
});

describe('an engagement', () => {
  test('that has ended refuses the call, records it, and plans all the same', async () => {
    const over = [
      '--config',
      sandbox.config,
      '--set',
      'engagement.id=OLD-1',
      '--set',
      'engagement.not_after=2020-01-01',
    ];
    const { code, stdout } = await sandbox.run([...dryRun, ...over]);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'scope.expired', retryable: false });
    const audit = await sandbox.run(['audit', 'tail', '--json', '--config', sandbox.config]);
    expect(audit.stdout).toContain('OLD-1');
    const input = '{"id":1,"tool":"port_check","arguments":{"target":"10.0.0.5","ports":"80"}}\n';
    expect((await sandbox.run(['plan', '--jsonl', ...over], { input })).stdout).toContain(
      '"decision":"accept"',
    );
    const doctor = await sandbox.run(['doctor', ...over]);
    expect([doctor.code, doctor.stdout]).toEqual([5, expect.stringMatching(/✗ engagement +OLD-1 /)]);
  }, 60_000);

  test.each([
    ['over', ['not_after=2020-01-01'], 'over since 2020-01-02T00:00:00Z', false],
    ['not yet begun', ['not_before=2099-01-01'], 'closed until 2099-01-01T00:00:00Z', true],
    ['open', ['not_before=2020-01-01', 'not_after=2099-01-01'], 'open until 2099-01-02T00:00:00Z', true],
    ['open for ever', [], 'open', true],
  ])(
    'that is %s is told alike by the command and by the tool',
    async (_, settings, words, retryable) => {
      const set = [...settings.flatMap((one) => ['--set', `engagement.${one}`]), '--config', sandbox.config];
      const open = words.startsWith('open');
      const checked = await sandbox.run(['scope', 'check', '10.0.0.5', ...set]);
      expect(checked.stdout).toMatch(/^allowed {2}10\.0\.0\.5 /);
      expect(checked.stdout).toMatch(new RegExp(`\nengagement {2}${words}\n$`));
      expect([checked.code, checked.stderr]).toEqual(
        open ? [0, ''] : [3, expect.stringMatching(/^refused {2}scope\.expired/)],
      );
      const asked = await sandbox.run(['call', 'scope_check', '--json', '{"target":"10.0.0.5"}', ...set]);
      expect([asked.code, JSON.parse(asked.stdout)]).toMatchObject([
        0,
        { status: 'succeeded', result: { engagement: words, targets: [{ decision: 'allowed' }] } },
      ]);
      const called = JSON.parse((await sandbox.run([...dryRun, ...set])).stdout);
      expect(called).toMatchObject(
        open ? { status: 'succeeded' } : { status: 'refused', error: { code: 'scope.expired', retryable } },
      );
    },
    60_000,
  );

  test('ends what runs when it closes', async () => {
    const stubs = sandbox.stub('nmap', 'exec /bin/sleep 60');
    const notAfter = new Date(Date.now() + 8000).toISOString().replace(/\.\d+Z$/, 'Z');
    const began = Date.now();
    const call = ['call', 'nmap', '--json', '{"target":"127.0.0.1","ports":"9"}', '--config', sandbox.config];
    const settings = [`tool.search_path=${stubs}`, `engagement.not_after=${notAfter}`];
    const { code, stdout } = await sandbox.run([...call, ...settings.flatMap((one) => ['--set', one])]);
    expect(code).toBe(6);
    expect(stdout).toContain('since the engagement closes then');
    expect(Date.now() - began).toBeLessThan(15_000);
  }, 60_000);
});
