import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { connectStdio } from './clients.ts';
import { createSandbox } from './command-line.ts';

test('a server loads all that it needs into a young generation of 4 MB at most, where V8 would let it grow to 64', async () => {
  const sandbox = createSandbox();
  onTestFinished(sandbox.remove);
  const file = join(sandbox.folder, 'young');
  const preload = pathToFileURL(join(import.meta.dirname, 'fixtures/young-at-exit.ts')).href;
  const env = { ...sandbox.env, NODE_OPTIONS: `--import=${preload}`, YOUNG_FILE: file };
  const server = await connectStdio({ ...sandbox, env }, 'legacy');
  onTestFinished(server.close);
  await server.client.listTools();
  await server.close();
  await expect.poll(() => Number(readFileSync(file, 'utf8'))).toBeLessThan(4e6);
});
