import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const community = 'c0rridor-of-7';

/** All bytes of all files below a folder, as text. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

it.each([
  ['ends well', 0],
  ['fails', 1],
])(
  'a community reaches its program alone, although that repeats it everywhere and %s',
  async (_how, code) => {
    const stubs = sandbox.stub(
      'snmpwalk',
      `/bin/grep -c ${community} "$SNMPCONFPATH/snmp.conf" >${sandbox.folder}/had-it
echo ".1.3.6.1.2.1.1.5.0 = STRING: \\"name ${community}\\""
/bin/cat "$SNMPCONFPATH/snmp.conf"
/bin/cat "$SNMPCONFPATH/snmp.conf" >&2
exit ${code}`,
    );
    const input = JSON.stringify({ target: '127.0.0.1', community });
    const words = ['call', 'snmpwalk', '--json', '-', '--verbose', '--config', sandbox.config];
    const { stdout, stderr } = await sandbox.run([...words, '--set', `tool.search_path=${stubs}`], { input });
    expect(readFileSync(join(sandbox.folder, 'had-it'), 'utf8')).toBe('1\n');
    expect(stdout).toContain('[secret]');
    const kept = everythingIn(join(sandbox.folder, 'state'));
    expect(kept).toContain('snmpwalk');
    expect([stdout, stderr, kept].filter((text) => text.includes(community))).toEqual([]);
  },
);

it('a community is in nothing that is kept of what was too long: there is no file, and the rest is masked', async () => {
  const stubs = sandbox.stub('snmpwalk', '/bin/cat "$SNMPCONFPATH/snmp.conf" >&2; /usr/bin/seq 1000 >&2');
  const input = JSON.stringify({ target: '127.0.0.1', community });
  const limits = ['--set', 'security.max_error_output_size=256', '--set', `tool.search_path=${stubs}`];
  const words = ['call', 'snmpwalk', '--json', '-', '--config', sandbox.config, ...limits];
  const { stdout } = await sandbox.run(words, { input });
  expect(JSON.parse(stdout)).toMatchObject({
    truncated_stderr: true,
    metadata: {
      artifacts: [],
      notes: expect.arrayContaining([expect.stringContaining('is not kept')]),
    },
  });
  expect(existsSync(join(sandbox.folder, 'state', 'bailiwick', 'artifacts'))).toBe(false);
  const { run_id } = JSON.parse(stdout);
  const kept = await sandbox.run([
    'runs',
    'output',
    run_id,
    '--stream',
    'stderr',
    '--config',
    sandbox.config,
  ]);
  expect(kept.stdout).toContain('[secret]');
  expect(kept.stdout).not.toContain(community);
});

it('a community is typed from stdin or a file, so that nobody reads it in a list of processes', async () => {
  const file = join(sandbox.folder, 'community.txt');
  writeFileSync(file, `${community}\n`);
  const stubs = sandbox.stub('snmpwalk', `/bin/cat "$SNMPCONFPATH/snmp.conf" >${sandbox.folder}/conf`);
  const words = ['127.0.0.1', '--config', sandbox.config, '--set', `tool.search_path=${stubs}`];
  for (const [from, input] of [
    ['-', `${community}\n`],
    [`@${file}`, ''],
  ] as const) {
    const { stdout, stderr } = await sandbox.run(['run', 'snmpwalk', '-c', from, ...words], { input });
    expect(readFileSync(join(sandbox.folder, 'conf'), 'utf8')).toContain(`defCommunity ${community}\n`);
    expect(stdout + stderr).not.toContain(community);
    rmSync(join(sandbox.folder, 'conf'));
  }
});

it('a community that is refused is not repeated', async () => {
  const input = JSON.stringify({ target: '127.0.0.1', community: `${community} "x"` });
  const words = ['call', 'snmpwalk', '--json', '-', '--config', sandbox.config];
  const { stdout, stderr, code } = await sandbox.run(words, { input });
  expect(code).toBe(2);
  expect(stdout + stderr).toContain('community');
  expect(stdout + stderr).not.toContain('c0rridor');
});
