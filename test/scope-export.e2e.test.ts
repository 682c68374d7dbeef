import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, type Ended, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
let config: string;

beforeAll(() => {
  sandbox = createSandbox();
  config = join(sandbox.folder, 'export.yaml');
  writeFileSync(
    config,
    'scope: {allow: [10.0.0.0/30, fd00::/127], deny: [10.0.0.1, dc01.lab.internal], allow_ports: "22,80-90"}\nengagement: {id: LAB-42}\n',
  );
});

afterAll(() => {
  sandbox.remove();
});

const exported = (...args: readonly string[]): Promise<Ended> =>
  sandbox.run(['scope', 'export', ...args, '--config', config]);

test('an export is data on stdout, and what it cannot hold is said on stderr as well', async () => {
  const { code, stdout, stderr } = await exported('--format', 'systemd');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# .*configuration [0-9a-f]{12}, engagement "LAB-42"\.\n/);
  expect(stdout.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    '[Service]',
    'IPAddressDeny=any',
    'IPAddressAllow=10.0.0.0/32',
    'IPAddressAllow=10.0.0.2/31',
    'IPAddressAllow=fd00::/127',
    '',
  ]);
  for (const text of [stdout, stderr])
    expect(text).toContain('DENIED ones are not kept out here: dc01.lab.internal');
});

test('an export as JSON holds addresses, ports and the names that it leaves out', async () => {
  const { stdout } = await exported('--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'bailiwick.scope-export/1',
    engagement: 'LAB-42',
    ipv4: ['10.0.0.0/32', '10.0.0.2/31'],
    ipv6: ['fd00::/127'],
    ports: ['22', '80-90'],
    names_left_out: { allowed: [], denied: ['dc01.lab.internal'] },
  });
});

test('exclusions for nmap are of one family', async () => {
  const [v4, v6] = [
    await exported('--format', 'nmap-exclude'),
    await exported('--format', 'nmap-exclude', '--family', '6'),
  ];
  expect(v4.stdout).toContain('\n10.0.0.1/32\n');
  expect(v4.stdout).not.toContain('::');
  expect(v6.stdout).not.toMatch(/^\d+\.\d+/m);
});

test('a format that there is not is a slip of the command line', async () => {
  expect(await exported('--format', 'iptables')).toMatchObject({ code: 2, stdout: '' });
});
