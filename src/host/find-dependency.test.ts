import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hasDependency } from './find-dependency.ts';

it('finds programs on the search path and modules, and executes none of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-dependency-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ran = join(folder, 'ran');
  writeFileSync(join(folder, 'probe-it'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'no-program'), '', { mode: 0o644 });
  const has = (name: string) => hasDependency(name, [folder, 'relative']);
  expect(
    await Promise.all(['probe-it', 'zod', '@modelcontextprotocol/server', 'node:sqlite', 'fs'].map(has)),
  ).toEqual(Array(5).fill(true));
  expect(await Promise.all(['no-program', 'ran', 'nowhere-to-be-found', '@none/such'].map(has))).toEqual(
    Array(4).fill(false),
  );
});
