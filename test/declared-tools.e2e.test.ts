import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sound } from '../src/tools/declared/fixtures/definition.ts';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
const inSandbox = (name: string): string => join(sandbox.folder, name);
const withDefinitions = (...names: readonly string[]): readonly string[] => [
  '--config',
  sandbox.config,
  '--set',
  `tool.definitions=${names.join(',')}`,
];

/** A program that answers its identity probe and prints what it was given. */
const script =
  '#!/bin/sh\n[ "$1" = --version ] && { echo probe-it 1.2; exit; }\necho "args $#ms"\nprintf "%s 1ms\\n" "$@"\n';

beforeAll(() => {
  sandbox = createSandbox();
  writeFileSync(inSandbox('probe-it'), script);
  chmodSync(inSandbox('probe-it'), 0o755);
  const own = sound.replace('program: probe-it', () => `program: ${inSandbox('probe-it')}`);
  writeFileSync(inSandbox('own.yaml'), own);
  writeFileSync(inSandbox('broken.yaml'), sound.replace('title: Probe it', 'titel: Probe it'));
  writeFileSync(inSandbox('again.yaml'), own.replace('name: probe_it', 'name: dig'));
  const fixed = own
    .replace("'--mode'", "'--port={port}'\n  - '--mode'")
    .replace('{target}:{port}', '{target}:9100');
  writeFileSync(inSandbox('fixed.yaml'), fixed);
  const named = fixed.replace('kind: one_host', 'kind: url').replace('{target}:9100', '{target.named}');
  writeFileSync(inSandbox('named.yaml'), named);
});
afterAll(() => sandbox.remove());

describe('tools check', () => {
  test('says that a definition is sound, and what it costs a model', async () => {
    const ended = await sandbox.run(['tools', 'check', inSandbox('own.yaml'), '--json']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('probe_it is sound');
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, tools: [{ name: 'probe_it' }], errors: [] });
  });

  test('tells every error of every file with its line, and ends with 9', async () => {
    const files = ['broken.yaml', 'again.yaml', 'absent.yaml'].map(inSandbox);
    const ended = await sandbox.run(['tools', 'check', ...files, '--json']);
    expect(ended.code).toBe(9);
    expect(ended.stderr).toContain('titel: unknown key');
    expect(ended.stderr).toContain('did you mean "title"?');
    expect(ended.stderr).toContain(`${inSandbox('broken.yaml')}:3:1`);
    expect(ended.stderr).toContain('is the name of a tool that ships with bailiwick');
    expect(ended.stderr).toContain('there is no such file');
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, tools: [] });
  });

  test('refuses a program that would look a name up again, with the place and the way out', async () => {
    const ended = await sandbox.run(['tools', 'check', inSandbox('named.yaml')]);
    expect(ended.code).toBe(9);
    expect(ended.stderr).toContain('{target.named} names the host, and the program would look it up again');
    expect(ended.stderr).toMatch(/needs \{target\.connect_to\}[^]*named\.yaml:33:5/);
  });
});

describe('a server or command whose definitions', () => {
  test('are broken does not start, and shows all errors', async () => {
    const ended = await sandbox.run(['status', ...withDefinitions('broken.yaml', 'again.yaml')]);
    expect(ended).toMatchObject({ code: 9, stdout: '' });
    expect(ended.stderr).toMatch(/titel[^]*ships with bailiwick/);
    expect((await sandbox.run(['serve', '--stdio', ...withDefinitions('broken.yaml')])).code).toBe(9);
  });

  test('are missing is told where they are named', async () => {
    const config = inSandbox('missing.yaml');
    writeFileSync(config, 'version: 1\ntool:\n  definitions: [nowhere.yaml]\n');
    const { code, stderr } = await sandbox.run(['config', 'check', '--config', config]);
    expect(code).toBe(9);
    expect(stderr).toContain(
      `tool.definitions[0]: is "${inSandbox('nowhere.yaml')}", and there is no such file`,
    );
    expect(stderr).toContain(`--> ${config}:3:17`);
  });

  test('are sound has their tools beside the others: listed, shown, run, switched off', async () => {
    const listed = await sandbox.run(['tools', '-q', ...withDefinitions('own.yaml')]);
    expect(listed.stdout.split('\n')).toEqual(expect.arrayContaining(['nmap', 'probe_it']));

    const shown = await sandbox.run(['tools', 'show', 'probe_it', ...withDefinitions('own.yaml')]);
    expect(shown.stdout).toContain(`Here: ready ${inSandbox('probe-it')} 1.2`);
    expect(shown.stdout).toMatch(/What an agent is sent, \d+ of 400 tokens:/);

    const words = ['run', 'probe_it', '127.0.0.1', '-n', '2', '--mode', 'full', '--json'];
    const ran = await sandbox.run([...words, ...withDefinitions('own.yaml')]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: { rows: expect.arrayContaining([{ what: 'args', ms: 7 }]) },
      metadata: { program: { path: inSandbox('probe-it'), version: '1.2' } },
    });

    writeFileSync(inSandbox('probe-it'), `${script.split('echo "args')[0]}echo "no \\033[31mroute" >&2\n`);
    const silent = await sandbox.run([...words, ...withDefinitions('own.yaml')]);
    writeFileSync(inSandbox('probe-it'), script);
    expect(JSON.parse(silent.stdout)).toMatchObject({
      status: 'succeeded',
      result: { total: 0 },
      metadata: { untrusted_output: { stdout: '', stderr: expect.stringMatching(/^no .*route/) } },
    });

    const off = ['--set', 'tools.probe_it.enabled=false'];
    const refused = await sandbox.run([
      'call',
      'probe_it',
      '--json',
      '{}',
      ...withDefinitions('own.yaml'),
      ...off,
    ]);
    expect(refused.stdout).toContain('tool.disabled');
    const stranger = await sandbox.run([
      'status',
      ...withDefinitions('own.yaml'),
      '--set',
      'tools.probe_at.enabled=false',
    ]);
    expect(stranger.code).toBe(9);
    expect(stranger.stderr).toContain('did you mean "probe_it"');
  });

  test('fix a port behind the target have it judged in each call', async () => {
    const words = ['call', 'probe_it', '--json', '{"target": "10.0.0.5"}', '--plan'];
    const under = (ports: string): readonly string[] => ['--set', `scope.deny_ports=${ports}`];
    const refused = await sandbox.run([...words, ...withDefinitions('fixed.yaml'), ...under('9100')]);
    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain('scope.port');
    const planned = await sandbox.run([...words, ...withDefinitions('fixed.yaml'), ...under('9101')]);
    expect(planned.code).toBe(0);
    expect(planned.stdout).toContain('10.0.0.5:9100');
  });

  test('change are another configuration: results tell which', async () => {
    const versionOf = async (names: readonly string[]): Promise<unknown> =>
      JSON.parse((await sandbox.run(['config', 'check', '--json', ...withDefinitions(...names)])).stdout)
        .version;
    writeFileSync(
      inSandbox('own-2.yaml'),
      sound.replace('program: probe-it', () => `program: ${inSandbox('probe-it')}`),
    );
    const before = await versionOf(['own-2.yaml']);
    writeFileSync(
      inSandbox('own-2.yaml'),
      sound
        .replace('program: probe-it', () => `program: ${inSandbox('probe-it')}`)
        .replace('max: 9', 'max: 8'),
    );
    expect(await versionOf(['own-2.yaml'])).not.toBe(before);
  });
});

test('tools lint shows what each tool costs, and ends with 1 where the list is too long', async () => {
  const ended = await sandbox.run(['tools', 'lint', ...withDefinitions('own.yaml')]);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(/probe_it +\d+ chars +\d+ tokens +\d+ tokens/);
  const names = Array.from({ length: 12 }, (_, index) => `many-${index}.yaml`);
  const own = sound.replace('program: probe-it', () => `program: ${inSandbox('probe-it')}`);
  for (const [index, name] of names.entries())
    writeFileSync(inSandbox(name), own.replace('name: probe_it', `name: probe_${index}`));
  const over = await sandbox.run(['tools', 'lint', '--json', ...withDefinitions(...names)]);
  expect(over.code).toBe(1);
  expect(JSON.parse(over.stdout)).toMatchObject({
    ok: false,
    over: [expect.stringContaining('15 is the limit'), expect.any(String)],
  });
});
