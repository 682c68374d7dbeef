import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectStdio, type Connected } from './clients.ts';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
let connected: Connected | null = null;
let log = '';
beforeEach(() => {
  sandbox = createSandbox();
  log = join(sandbox.folder, 'starts.log');
  const folder = join(sandbox.folder, 'programs');
  mkdirSync(folder);
  const config = `version: 1\nscope: {allow: ["127.0.0.0/8"], allow_loopback: true}\ntool: {search_path: [${folder}]}\n`;
  writeFileSync(sandbox.config, config);
});
afterEach(async () => {
  await connected?.close();
  connected = null;
  sandbox.remove();
});

/** Puts a script in the place of nmap; what it is started with is written down. */
function putNmap(script: string): void {
  const path = join(sandbox.folder, 'programs/nmap');
  writeFileSync(path, `#!/bin/sh\necho "$*" >>${log}\n${script}\n`);
  chmodSync(path, 0o755);
}

const starts = (): readonly string[] =>
  existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];

async function client(): Promise<Client> {
  connected = await connectStdio(sandbox, 'legacy');
  return connected.client;
}

const scan = { name: 'nmap', arguments: { target: '127.0.0.1', ports: '9' } };

it('a program that is another than its name says is not listed, and a call of it starts nothing', async () => {
  putNmap('echo "Nmap, the national maps viewer"');
  const agent = await client();
  const { tools } = await agent.listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toContain('port_check');
  expect(names).not.toContain('nmap');
  for (let call = 0; call < 3; call += 1) {
    const { structuredContent } = await agent.callTool(scan);
    expect(structuredContent).toMatchObject({
      status: 'failed',
      error: {
        code: 'tool.missing',
        message: expect.stringContaining('does not say that it is nmap (it printed "Nmap, the national'),
      },
    });
  }
  expect(starts()).toEqual(['--version']);
});

it('lists are the same bytes every time, and a program that was put right is offered without a restart', async () => {
  putNmap('exit 1');
  const agent = await client();
  const first = JSON.stringify(await agent.listTools());
  expect(JSON.stringify(await agent.listTools())).toBe(first);
  putNmap('echo "Nmap version 7.99 ( https://nmap.org )"');
  const { tools } = await agent.listTools();
  expect(tools.map(({ name }) => name)).toContain('nmap');
});

it('where a try of raw sockets fails, what needs them is not offered, and a call of it is refused with the way out', async () => {
  putNmap('[ "$1" = --version ] && echo "Nmap version 7.99" || echo "Couldn\'t open a raw socket" >&2');
  const agent = await client();
  const { tools } = await agent.listTools();
  const nmap = tools.find(({ name }) => name === 'nmap');
  expect(JSON.stringify(nmap?.inputSchema)).toContain('"connect"');
  expect(JSON.stringify(nmap?.inputSchema)).not.toContain('"syn"');
  const before = starts().length;
  const calls = [{ scan: 'syn' }, { scan: 'syn', dry_run: true }].map((changes) =>
    agent.callTool({ ...scan, arguments: { ...scan.arguments, ...changes } }),
  );
  for (const { structuredContent } of await Promise.all(calls)) {
    expect(structuredContent).toMatchObject({
      status: 'failed',
      error: { code: 'sandbox.unavailable', message: expect.stringMatching(/raw socket.*Nothing was sent/s) },
    });
  }
  expect(starts()).toHaveLength(before);
});

it('a dry run from the command line promises nothing that the call would be refused', async () => {
  const run = ['run', 'nmap', '127.0.0.1', '--ports', '9', '--dry-run', '--config', sandbox.config];
  putNmap('echo "Nmap, the national maps viewer"');
  expect(await sandbox.run(run)).toMatchObject({ stderr: expect.stringContaining('tool.missing') });
  putNmap('[ "$1" = --version ] && echo "Nmap version 7.99" || echo "Couldn\'t open a raw socket" >&2');
  expect(await sandbox.run([...run, '--scan', 'syn'])).toMatchObject({
    stderr: expect.stringContaining('sandbox.unavailable'),
  });
  expect(await sandbox.run([...run, '--scan', 'connect'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Allowed, and not started'),
  });
});

it('the version that was probed is in the result and in the audit record', async () => {
  const agent = await client();
  const { structuredContent } = await agent.callTool({
    name: 'port_check',
    arguments: { target: '127.0.0.1', ports: '1' },
  });
  expect(structuredContent).toMatchObject({
    metadata: {
      program: { path: expect.stringContaining('port-check'), version: expect.stringMatching(/^\d/) },
    },
  });
  const { stdout } = await sandbox.run(['audit', 'tail', '--json', '--config', sandbox.config]);
  expect(stdout).toMatch(/"decision": "allow"[^}]*"version": "\d/);
});
