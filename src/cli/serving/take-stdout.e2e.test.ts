import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const stray = fileURLToPath(new URL('./fixtures/stray-output.ts', import.meta.url));

it('keeps stdout for the protocol: what anything else prints goes to stderr', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [stray], { encoding: 'utf8' });
  expect(stdout).toBe('before\na message\nand bytes\n');
  expect(stderr).toBe('stray console\nstray write\n');
});

it('tells its owner when nobody is there to read', async () => {
  const child = spawn(process.execPath, [stray], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  expect(said).toContain('EPIPE');
});
