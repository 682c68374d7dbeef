import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configError } from '../../config/config-error.ts';
import type { Format } from '../../config/migration/migration.ts';
import { err, ok } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';
import { migrateConfig } from './migrate-config.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-migrate-'));
  path = join(folder, 'config.yaml');
  writeFileSync(path, 'version: 1 # ours\nserver: {port: 81}\n', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const second: Format = {
  version: 2,
  migrations: [
    { from: 1, to: 2, what: 'the port is 82 now', apply: (one) => one.setIn(['server', 'port'], 82) },
  ],
};

/** What a migration prints and gives back. */
async function migrate(target?: Parameters<typeof migrateConfig>[2], json = false) {
  let out = '';
  let said = '';
  const terminal: Terminal = {
    input: (async function* () {})(),
    inputIsTty: false,
    write: (data) => {
      out += data;
      return Promise.resolve();
    },
    writeIsTty: false,
    tell: (text) => void (said += text),
    tellIsTty: false,
    columns: 200,
    env: {},
  };
  const common: CommonOptions = {
    config: path,
    json,
    quiet: false,
    verbose: false,
    colour: false,
    flags: [],
  };
  const code = await migrateConfig(terminal, common, target);
  return { code, out, said, text: readFileSync(path, 'utf8') };
}

test('a file of an older version is written anew, for its owner alone, with its comments, and each step is told', async () => {
  const done = await migrate({ format: second, judge: ok }, true);
  expect(done).toMatchObject({ code: 0, text: 'version: 2 # ours\nserver: {port: 82}\n' });
  expect(done.said).toContain('the port is 82 now');
  expect(JSON.parse(done.out)).toMatchObject({ from: 1, to: 2, steps: ['the port is 82 now'] });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('what would not be sound is not written', async () => {
  const error = configError({ place: path, message: 'is not sound' });
  expect(await migrate({ format: second, judge: () => err([error]) })).toMatchObject({
    code: 9,
    said: expect.stringContaining('is not sound'),
    text: expect.stringContaining('version: 1'),
  });
});

test('a file that somebody else changes meanwhile is left as it is', async () => {
  const judge = () => {
    writeFileSync(path, 'version: 1 # theirs\n');
    return ok(null);
  };
  expect(await migrate({ format: second, judge })).toMatchObject({
    code: 9,
    said: expect.stringContaining('was changed by somebody else'),
    text: 'version: 1 # theirs\n',
  });
});

test('today nothing is to do, and a file of a later version is refused', async () => {
  expect(await migrate()).toMatchObject({ code: 0, said: expect.stringContaining('nothing is to do') });
  writeFileSync(path, 'version: 7\n');
  expect(await migrate()).toMatchObject({
    code: 9,
    said: expect.stringContaining('use the bailiwick that wrote it'),
  });
});
