import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quickestMs } from '../../test/quickest.ts';
import type { Result } from '../kernel/result.ts';
import type { NamedFile } from '../tools/tool.ts';
import { fileFinder } from './named-files.ts';

let root = '';
let find: (name: string) => Result<NamedFile>;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-lists-')));
  for (const folder of ['first/dns', 'second', 'outside']) mkdirSync(join(root, folder), { recursive: true });
  const findFile = fileFinder({
    word_list: [join(root, 'none'), join(root, 'first'), join(root, 'second')],
    file: [],
  });
  find = (name) => findFile('word_list', name, 'wordlist');
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, text = 'admin\nlogin\n'): string => {
  writeFileSync(join(root, path), text, { mode: 0o644 });
  return join(root, path);
};
const refusalOf = (name: string): string => {
  const found = find(name);
  expect(found).toMatchObject({ ok: false, error: { code: 'input.invalid', field: 'wordlist' } });
  return found.ok ? '' : found.error.message;
};

describe('a file by name', () => {
  it('is found in the first folder that has it, with its real path, its size and its lines', () => {
    const path = put('first/common.txt', 'admin\r\n\n\r\nlogin\nlast');
    put('second/common.txt');
    put('first/dns/short.txt', '');
    expect(find('common.txt')).toEqual({
      ok: true,
      value: { name: 'common.txt', path, bytes: 20, lines: 3, endsNames: false },
    });
    expect(find('dns/short.txt')).toMatchObject({ value: { lines: 0 } });
    put('second/other.txt');
    expect(find('other.txt')).toMatchObject({ value: { path: join(root, 'second/other.txt'), lines: 2 } });
  });

  it('is found through a link that stays in its folder, as what it leads to', () => {
    const path = put('first/dns/real.txt');
    symlinkSync('dns/real.txt', join(root, 'first/alias.txt'));
    expect(find('alias.txt')).toMatchObject({ value: { name: 'alias.txt', path } });
  });

  it('is counted anew once it has changed, however its times are set', () => {
    const path = put('first/a.txt', 'one\ntwo\n');
    expect(find('a.txt')).toMatchObject({ value: { lines: 2 } });
    utimesSync(path, 1, 1);
    put('first/a.txt', 'one\n\n\n\n\n');
    utimesSync(path, 1, 1);
    expect(find('a.txt')).toMatchObject({ value: { lines: 1 } });
  });

  it('is judged and counted within a moment, although it is as large as it may be', () => {
    put('first/large.txt', 'word\n'.repeat((64 * 2 ** 20) / 5));
    const from = performance.now();
    expect(find('large.txt')).toMatchObject({ value: { lines: 13_421_772 } });
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(quickestMs(() => find('large.txt'))).toBeLessThan(20);
  });
});

describe('refused, with no word of what is in it, is', () => {
  it.each([
    '',
    '.',
    '..',
    '../outside/secret.txt',
    'dns/../../outside/secret.txt',
    '/etc/passwd',
    'dns//short.txt',
    'dns/',
    '.hidden',
    '-o',
    'a b.txt',
    'a\nb',
    'a\0.txt',
    'ünï.txt',
    'a\\b',
    '~/x',
    'a'.repeat(201),
  ])('the name %j', (name) => {
    put('outside/secret.txt');
    expect(refusalOf(name)).toMatch(/takes the name of a file/);
  });

  it('any text that is not a name in the folder, whatever it is made of', () => {
    put('outside/secret.txt');
    put('first/common.txt');
    const part = fc.constantFrom('..', '.', '/', 'outside', 'secret.txt', 'first', '%2e', '\\', '\0', 'dns');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        expect(find(parts.join('')).ok).toBe(false);
        expect(find(parts.join('/')).ok).toBe(false);
      }),
    );
  });

  it('a link that leads out, also by way of a folder, and one that leads to a folder with the same beginning', () => {
    put('outside/secret.txt', 'hunter2');
    mkdirSync(join(root, 'first-class'));
    put('first-class/secret.txt', 'hunter2');
    symlinkSync('../outside/secret.txt', join(root, 'first/file.txt'));
    symlinkSync('../outside', join(root, 'first/folder'));
    symlinkSync('../first-class/secret.txt', join(root, 'first/near.txt'));
    for (const name of ['file.txt', 'folder/secret.txt', 'near.txt']) {
      expect(refusalOf(name)).toMatch(/leads out of its folder/);
      expect(JSON.stringify(find(name))).not.toContain('hunter2');
    }
  });

  it('a folder, a FIFO without waiting for a writer, and a device', () => {
    execFileSync('mkfifo', [join(root, 'first/pipe')]);
    expect(refusalOf('dns')).toMatch(/no regular file/);
    expect(refusalOf('pipe')).toMatch(/no regular file/);
    const findFile = fileFinder({ word_list: ['/dev'], file: [] });
    expect(findFile('word_list', 'zero', 'wordlist')).toMatchObject({ ok: false });
  });

  it('a file of more than 64 MiB', () => {
    truncateSync(put('first/huge.txt'), 64 * 2 ** 20 + 1);
    expect(refusalOf('huge.txt')).toMatch(/larger than 64 MiB/);
  });

  it('a file that anybody may write, in a folder that anybody may write, or that belongs to somebody else', () => {
    chmodSync(put('first/open.txt'), 0o646);
    expect(refusalOf('open.txt')).toMatch(/open\.txt" has mode 0646, .* run chmod o-w /);
    put('second/list.txt');
    chmodSync(join(root, 'second'), 0o777);
    expect(refusalOf('list.txt')).toMatch(/second" has mode 0777, which lets every user write/);
    if (process.getuid?.() !== 0) return;
    chownSync(put('first/theirs.txt'), 65_534, 65_534);
    expect(refusalOf('theirs.txt')).toMatch(/belongs to user 65534/);
  });

  it('one that was replaced by a link in a folder that anybody may write', () => {
    put('first/dns/real.txt');
    mkdirSync(join(root, 'first/open'));
    chmodSync(join(root, 'first/open'), 0o777);
    symlinkSync('../dns/real.txt', join(root, 'first/open/list.txt'));
    expect(refusalOf('open/list.txt')).toMatch(/open" has mode 0777/);
  });
});

describe('a name that is not there', () => {
  const nextOf = (name: string): readonly string[] => {
    const found = find(name);
    return found.ok ? [] : found.error.next;
  };

  it('is answered with the nearest that is, also from a folder below, and with a few others', () => {
    for (const name of ['common.txt', 'dns/short.txt', 'dns/.hidden', 'a b.txt']) put(`first/${name}`);
    expect(nextOf('comon.txt')).toEqual([
      'Did you mean "common.txt"?',
      'There are "common.txt", "dns/short.txt".',
    ]);
    expect(nextOf('short.txt')[0]).toBe('Did you mean "dns/short.txt"?');
  });

  it('is answered where there is no file at all', () => {
    expect(refusalOf('common.txt')).toContain('tool.word_list_folders');
    expect(nextOf('common.txt')[0]).toMatch(/There is no such file at all/);
  });

  it('is answered in a moment and in few words, however many files there are', () => {
    const seed = put('first/seed.txt');
    for (let at = 0; at < 3_000; at += 1)
      linkSync(seed, join(root, `first/dns/list-${at}-${'x'.repeat(80)}.txt`));
    expect(quickestMs(() => find('liste-7.txt'))).toBeLessThan(250);
    expect(JSON.stringify(find('liste-7.txt')).length).toBeLessThan(1_200);
  });
});
