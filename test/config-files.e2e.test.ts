import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox();
});
afterAll(() => {
  sandbox.remove();
});

const at = (name: string): string => join(sandbox.folder, name);
const config = (...words: readonly string[]) => sandbox.run(['config', ...words]);

/** Writes a file and gives its path. */
function written(name: string, text: string): string {
  writeFileSync(at(name), text, { mode: 0o600 });
  return at(name);
}

describe('config init', () => {
  it('writes a sound file for its owner alone, and replaces none', async () => {
    const path = at('fresh/config.yaml');
    expect(await config('init', '--config', path)).toMatchObject({ code: 0, stdout: `${path}\n` });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await config('check', '--config', path)).toMatchObject({ code: 0 });
    expect(await config('diff', '--config', path)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('sandbox.mode'),
    });
    const again = await config('init', '--config', path);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('there is such a file already') });
  });
});

describe('config set and unset', () => {
  const text = '# Ours.\nversion: 1\nserver:\n  port: 8080 # behind a proxy\n';

  it('D11: write one value, keep the rest, and tell the versions before and after', async () => {
    const path = written('set.yaml', text);
    const { code, stdout } = await config('set', 'server.port', '9000', '--config', path, '--json');
    expect(code).toBe(0);
    const { changed, version } = JSON.parse(stdout);
    expect(changed).toBe(true);
    expect(version.before).not.toBe(version.after);
    expect(readFileSync(path, 'utf8')).toBe(text.replace('8080', '9000'));
    expect((await config('unset', 'server.port', '--config', path)).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('# Ours.\nversion: 1\n');
  });

  it.each([
    ['a value out of range', ['server.port', '99999'], 'server.port'],
    ['a key that there is not', ['server.prot', '80'], 'did you mean "server.port"'],
    ['a scope that means nothing', ['scope.allow', '8.8.8.8'], 'scope.allow[0]'],
    ['an empty value', ['scope.deny', ''], 'is empty'],
  ])('write nothing for %s', async (_, words, why) => {
    const path = written('refused.yaml', text);
    const { code, stderr } = await config('set', ...words, '--config', path);
    expect(code).toBe(9);
    expect(stderr).toContain(why);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('say where the environment wins over what was written', async () => {
    const path = written('env.yaml', text);
    const { stderr } = await config('set', 'sandbox.mode', 'auto', '--config', path);
    expect(stderr).toContain('BAILIWICK_SANDBOX_MODE is set in the environment, and wins');
  });
});

describe('config export, import and diff', () => {
  const token = 'canary-canary-canary-canary-canary';
  const text = `version: 1\nscope:\n  allow: [10.20.0.0/16]\nauth:\n  token: ${token}\n`;

  it('D10: an export holds no secret, and its import is the same configuration', async () => {
    const path = written('ours.yaml', text);
    const { stdout } = await config('export', '--config', path);
    expect(stdout).not.toContain('canary');
    const exported = written('export.yaml', stdout);
    const imported = at('imported.yaml');
    expect(await config('import', exported, '--config', imported)).toMatchObject({ code: 0 });
    const versions = await Promise.all(
      [path, imported].map(
        async (file) => JSON.parse((await config('show', '--json', '--config', file)).stdout).version,
      ),
    );
    expect(versions[0]).toBe(versions[1]);
    expect(await config('diff', imported, '--config', path)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^- auth\.token = "\[redacted\]"\n\+ auth\.token = \(not set\)\n$/),
    });
    expect(await config('diff', path, '--config', path)).toMatchObject({ code: 0, stdout: '' });
  });

  it('a file of the original server becomes one of ours, and what is not taken is told', async () => {
    const original = {
      security: { allowed_targets: ['RFC1918', '.lab.internal'] },
      logging: { level: 'DEBUG', format: 'x' },
    };
    const path = at('from-original.yaml');
    const { code, stderr } = await config(
      'import',
      written('original.json', JSON.stringify(original)),
      '--config',
      path,
    );
    expect(code).toBe(0);
    expect(stderr).toContain('not taken: logging.format: has no counterpart');
    expect(readFileSync(path, 'utf8')).toContain('allow: ["rfc1918", "*.lab.internal"]');
  });

  it.each([
    ['what is no file', () => at('nowhere.yaml'), 'The import reads', 2],
    ['what is not sound', () => written('bad.yaml', 'version: 1\nserver: {port: -1}\n'), 'server.port', 9],
  ])('writes nothing from %s', async (_, path, why, code) => {
    const target = at('nothing.yaml');
    const said = await config('import', path(), '--config', target);
    expect(said.code).toBe(code);
    expect(said.stderr).toContain(why);
    expect(() => statSync(target)).toThrow('ENOENT');
  });
});
