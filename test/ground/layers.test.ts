import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers } from '../../layers.mjs';

// Each plant is one file that breaks one rule. They stand in a small house of their own, under the real rules.
const plants = [
  [
    'an import of a higher room',
    'kernel/up.ts',
    `export { a } from '../scope/a.ts';`,
    'only-downward-from-kernel',
  ],
  [
    'an import of a type from a higher room',
    'tools/up.ts',
    `import type { B } from '../pipeline/a.ts'; export type C = B;`,
    'only-downward-from-tools',
  ],
  [
    'an import of a room on the same line',
    'exec/side.ts',
    `export { a } from '../store/a.ts';`,
    'strangers-exec-store-host',
  ],
  [
    'a child process in a pure room',
    'scope/run.ts',
    `import { spawn } from 'node:child_process'; export const run = spawn;`,
    'pure-rooms-import-nothing-of-node',
  ],
  [
    'a type of Node in a pure room',
    'output/buffer.ts',
    `import type { Readable } from 'node:stream'; export type R = Readable;`,
    'pure-rooms-import-nothing-of-node',
  ],
  [
    'a socket in a room without effects',
    'mcp/socket.ts',
    `import { connect } from 'node:net'; export const open = connect;`,
    'effects-only-in-effect-rooms',
  ],
  [
    'a database in a room without effects',
    'pipeline/base.ts',
    `import { DatabaseSync } from 'node:sqlite'; export const D = DatabaseSync;`,
    'effects-only-in-effect-rooms',
  ],
  ['a cycle', 'host/about.ts', `export { back } from './round.ts';`, 'no-cycles'],
  ['a folder that is no room', 'misc/a.ts', `export { a } from '../kernel/a.ts';`, 'every-folder-is-a-room'],
  ['a file that nothing uses and that uses nothing', 'app/alone.ts', 'export const b = 1;', 'no-orphans'],
  [
    'an import that leads nowhere',
    'cli/lost.ts',
    `export { a } from './nowhere.ts';`,
    'nothing-unresolvable',
  ],
] as const;

let house = '';
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const file of ['layers.mjs', '.dependency-cruiser.mjs']) cpSync(file, join(house, file));
  put('../package.json', '{"type":"module"}');
  for (const { room } of layers.flat()) {
    put(`${room}/a.ts`, room === 'kernel' ? 'export const a = 1;' : `export { a } from '../kernel/a.ts';`);
  }
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the layer check', () => {
  test('has nothing against rooms that import downward', () => {
    expect(violations(house)).toEqual([]);
  });

  test('catches every plant, each by its own rule', () => {
    for (const [, file, source] of plants) put(file, source);
    put('host/round.ts', `export { back } from './about.ts';`);
    const found = violations(house);
    for (const [what, file, , rule] of plants) {
      expect(found, what).toContainEqual({ rule, from: `src/${file}` });
    }
  });

  test('sees every file of the real source, and not an empty house', () => {
    const files = globSync('src/**/*.ts', { exclude: (path) => /\.test\.ts$|fixtures/.test(path) });
    const seen = cruise('.').modules.map(({ source }) => source);
    expect(files.filter((file) => !seen.includes(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });
});

test('the linter keeps the globals of the outside world out of exactly the pure rooms', () => {
  const config: { overrides: { files: string[]; rules: object }[] } = JSON.parse(
    readFileSync('oxlint.json', 'utf8'),
  );
  const restricted = config.overrides.find(({ rules }) => 'eslint/no-restricted-globals' in rules);
  const pure = layers.flat().filter((room) => room.pure);
  expect(restricted?.files).toEqual(pure.map(({ room }) => `src/${room}/**`));
});

function put(path: string, source: string): void {
  const file = join(house, 'src', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
}

interface Cruised {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function violations(folder: string): readonly { readonly rule: string; readonly from: string }[] {
  return cruise(folder).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

function cruise(folder: string): Cruised {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  const cruised: Cruised = JSON.parse(stdout);
  return cruised;
}
