import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../soak.ts', import.meta.url));

it('a short soak under reloads: every call has one audit end, one log line and one count', async () => {
  const words = [script, '--minutes', '0.15', '--warm-up', '0', '--rate', '40'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 50_000 });
  expect(stdout).toContain('360 calls in 9 s');
  expect(stdout.match(/^PASS .*$/gm)).toHaveLength(4);
});
