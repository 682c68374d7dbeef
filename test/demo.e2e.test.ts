import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox('auto');
});

afterAll(() => {
  sandbox.remove();
});

describe.concurrent('the demo', () => {
  it('shows a client that drives real tools, every claim checked, in under a minute, and cleans up', async () => {
    const TMPDIR = join(sandbox.folder, 'tmp');
    mkdirSync(TMPDIR);
    const started = performance.now();
    const { code, stdout, stderr } = await sandbox.run(['demo'], { env: { TMPDIR } });
    expect(stdout).not.toContain('✗');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(60_000);
    for (const told of [
      'connected to bailiwick',
      'port_check',
      'refused scope.',
      'refused args.refused',
      'What next',
    ]) {
      expect(stdout).toContain(told);
    }
    if (process.platform === 'linux') expect(stdout).toContain('0 processes of that run are left');
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  it('says so where there is no temporary folder, and starts nothing', async () => {
    const { code, stderr } = await sandbox.run(['demo'], { env: { TMPDIR: '/no/such/folder' } });
    expect(stderr).toMatch(/"\/no\/such\/folder"[\s\S]*Set TMPDIR/);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(5);
  });

  it('gives its checks as data with --json, and tells the story on stderr', async () => {
    const { code, stdout, stderr } = await sandbox.run(['demo', '--json']);
    const { schema, checks } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(schema).toBe('bailiwick.demo/1');
    expect(checks.length).toBeGreaterThan(10);
    expect(stderr).toContain('What next');
  });
});
