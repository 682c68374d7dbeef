import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocate } from './locate.ts';
import { whyUnfit } from './own-program.ts';

let folder = '';
let path = '';
const text = '#!/bin/sh\necho mine\n';

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'bailiwick-own-'));
  path = join(folder, 'mine.sh');
  writeFileSync(path, text);
  chmodSync(path, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const why = (sha256: string | null = null): string | null => whyUnfit({ name: path, sha256 });

describe('a program of the operator’s own', () => {
  test('may be run where it is theirs alone, and is found by its path', () => {
    expect(why()).toBeNull();
    expect(why(createHash('sha256').update(text).digest('hex'))).toBeNull();
    const locate = createLocate([]);
    expect(locate({ kind: 'own', name: path, sha256: null })).toEqual({ ok: true, value: path });
  });

  test('is refused where its bytes are not the pinned ones', () => {
    expect(why('0'.repeat(64))).toContain('pins another');
  });

  test.each([
    ['others can write it', () => chmodSync(path, 0o757), 'written by others'],
    ['its group can write it', () => chmodSync(path, 0o775), 'written by others'],
    ['others can write its folder', () => chmodSync(folder, 0o777), 'which others can write'],
    ['it may not be executed', () => chmodSync(path, 0o644), 'EACCES'],
    ['it is not there', () => rmSync(path), 'is not there'],
  ])('is refused where %s', (_, change, said) => {
    change();
    expect(why()).toContain(said);
    const located = createLocate([])({ kind: 'own', name: path, sha256: null });
    expect(located).toMatchObject({ ok: false, error: { code: 'tool.missing' } });
  });

  test('is refused behind a link, and where it is a folder', () => {
    const link = join(folder, 'link.sh');
    symlinkSync(path, link);
    expect(whyUnfit({ name: link, sha256: null })).toContain('through a link');
    mkdirSync(join(folder, 'sub'));
    expect(whyUnfit({ name: join(folder, 'sub'), sha256: null })).toContain('no regular file');
  });

  test.runIf(process.geteuid?.() === 0)('is refused where it, or its folder, is another user’s', () => {
    chownSync(path, 65_534, 65_534);
    expect(why()).toContain('belongs to user 65534');
    chownSync(path, 0, 0);
    chownSync(folder, 65_534, 65_534);
    expect(why()).toContain('which belongs to user 65534');
  });
});
