import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canUnshare } from '../../test/own-network.ts';
import { exposureOf } from './exposure.ts';

let root = '';
const at = (...parts: readonly string[]): string => join(root, ...parts);
const file = (): string => at('a/b/list.txt');
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-exposure-')));
  mkdirSync(at('a/b'), { recursive: true, mode: 0o755 });
  writeFileSync(file(), '', { mode: 0o644 });
});
afterEach(() => rmSync(root, { recursive: true }));

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

describe('a file of ours in folders of ours', () => {
  test('is exposed to nobody, in a shared temporary folder as well; neither is what is not there', () => {
    expect(exposureOf(file())).toBeNull();
    chmodSync(at('a'), 0o1777);
    expect(exposureOf(file())).toBeNull();
    expect(exposureOf(at('none/list.txt'))).toBeNull();
    expect(exposureOf('/etc/passwd')).toBeNull();
  });

  test.each([
    ['a/b/list.txt', 0o646, 'o'],
    ['a/b', 0o757, 'o'],
    ['a', 0o757, 'o'],
  ])('is exposed where every user may write %s', (path, mode, who) => {
    chmodSync(at(path), mode);
    const octal = `0${mode.toString(8)}`;
    expect(exposureOf(file())).toBe(
      `may be changed by others: "${at(path)}" has mode ${octal}, which lets every user write; run chmod ${who}-w "${at(path)}"`,
    );
    execFileSync('chmod', [`${who}-w`, at(path)]);
    expect(exposureOf(file())).toBeNull();
  });

  test.runIf(isRoot)(
    'is exposed to a group that is not ours alone, and to a user who owns a part of the way',
    () => {
      chmodSync(at('a'), 0o775);
      expect(exposureOf(file())).toBeNull();
      chownSync(at('a'), 0, 4_711);
      expect(exposureOf(file())).toMatch(/mode 0775, which lets group 4711 write; run chmod g-w /);
      chmodSync(at('a'), 0o777);
      expect(exposureOf(file())).toMatch(/every user write; run chmod go-w /);
      chmodSync(at('a'), 0o755);
      chownSync(at('a/b'), nobody, 0);
      expect(exposureOf(file())).toMatch(/b" belongs to user 65534, .*; run chown 0 /);
    },
  );
});

describe('a link', () => {
  test('is followed as the kernel does: the folder it stands in and the folder it leads to both count', () => {
    mkdirSync(at('open'), { mode: 0o755 });
    symlinkSync('../a/b', at('open/way'));
    symlinkSync(at('open/way/list.txt'), at('alias.txt'));
    expect(exposureOf(at('alias.txt'))).toBeNull();
    chmodSync(at('open'), 0o777);
    expect(exposureOf(at('alias.txt'))).toContain(`"${at('open')}" has mode 0777`);
    chmodSync(at('open'), 0o755);
    chmodSync(at('a/b'), 0o777);
    expect(exposureOf(at('alias.txt'))).toContain(`"${at('a/b')}" has mode 0777`);
  });

  test.runIf(isRoot)(
    'of somebody else in a shared folder is theirs to turn, behind one of ours as well',
    () => {
      chmodSync(at('a'), 0o1777);
      symlinkSync('b/list.txt', at('a/theirs'));
      symlinkSync('theirs', at('a/ours'));
      expect(exposureOf(at('a/ours'))).toBeNull();
      lchownSync(at('a/theirs'), nobody, nobody);
      expect(exposureOf(at('a/ours'))).toContain(`"${at('a/theirs')}" belongs to user 65534`);
    },
  );

  test('in a circle ends', () => {
    symlinkSync('two', at('one'));
    symlinkSync('one', at('two'));
    expect(exposureOf(at('one'))).toBe('is reached by too many links');
  });
});

test.skipIf(!canUnshare())('modes say nothing on a file system that is mounted read-only', () => {
  chmodSync(at('a'), 0o777);
  chmodSync(file(), 0o666);
  const source = JSON.stringify(new URL('exposure.ts', import.meta.url).href);
  const script = `import { exposureOf } from ${source}; process.stdout.write(String(exposureOf(process.argv[1])))`;
  const words = [process.execPath, '--input-type=module', '-e', script, file()];
  const seen = (mount: string): string =>
    execFileSync('unshare', ['-rm', 'sh', '-ec', `${mount}; exec "$@"`, root, ...words], {
      encoding: 'utf8',
    });
  expect(seen('mount --bind "$0/a" "$0/a"')).toContain('has mode 0777');
  expect(seen('mount --bind "$0/a" "$0/a"; mount -o remount,ro,bind "$0/a"')).toBe('null');
});

test('whatever the modes on the way are, a file is exposed exactly where others may write one of them', () => {
  const mode = fc.nat({ max: 0o77 }).map((low) => 0o700 | low);
  const ours = process.getegid?.() === 0 || process.getegid?.() === process.geteuid?.();
  fc.assert(
    fc.property(mode, mode, mode, fc.boolean(), (above, folder, own, isShared) => {
      chmodSync(at('a'), above | (isShared ? 0o1000 : 0));
      chmodSync(at('a/b'), folder);
      chmodSync(file(), own);
      const writable = [...(isShared ? [] : [above]), folder, own].some(
        (bits) => (bits & (ours ? 0o002 : 0o022)) !== 0,
      );
      expect(exposureOf(file()) !== null).toBe(writable);
    }),
  );
});
