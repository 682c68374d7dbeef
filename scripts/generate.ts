import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { references } from './references.ts';

// Writes the generated references; with --check it writes nothing and fails where a file is behind the code.
const root = join(import.meta.dirname, '..');
const stale = references
  .map(({ path, render }) => ({ path, file: join(root, path), text: render() }))
  .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);

if (process.argv.includes('--check')) {
  for (const { path } of stale) process.stderr.write(`${path} is behind the code; run: npm run generate\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, file, text } of stale) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stderr.write(`wrote ${path}\n`);
  }
}
