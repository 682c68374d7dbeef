import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../kernel/result.ts';
import { createLocate } from './locate.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bailiwick-locate-'));
  for (const folder of ['early', 'late']) mkdirSync(join(root, folder));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, mode = 0o755): string => {
  writeFileSync(join(root, path), '#!/bin/sh\n');
  chmodSync(join(root, path), mode);
  return join(root, path);
};
const locateIn = (folders: readonly string[], name: string): Result<string> =>
  createLocate(folders)({ kind: 'system', name });
const both = (): readonly string[] => [join(root, 'early'), join(root, 'late')];

describe('locate', () => {
  it('finds the first executable file of the name, and passes over what is not one', () => {
    put('early/tool', 0o644);
    const tool = put('late/tool');
    mkdirSync(join(root, 'early/other'));
    const other = put('late/other');
    expect(locateIn(both(), 'tool')).toEqual({ ok: true, value: tool });
    expect(locateIn(both(), 'other')).toEqual({ ok: true, value: other });
  });

  it('stays with what it found when a file of the name appears in an earlier folder', () => {
    const locate = createLocate(both());
    const late = put('late/tool');
    expect(locate({ kind: 'system', name: 'tool' })).toEqual({ ok: true, value: late });
    put('early/tool');
    expect(locate({ kind: 'system', name: 'tool' })).toEqual({ ok: true, value: late });
  });

  it('finds a program that was installed after it was first asked for', () => {
    const locate = createLocate(both());
    expect(locate({ kind: 'system', name: 'tool' }).ok).toBe(false);
    expect(locate({ kind: 'system', name: 'tool' })).toEqual(
      expect.objectContaining({ error: expect.objectContaining({ code: 'tool.missing' }) }),
    );
    put('late/tool');
    expect(locate({ kind: 'system', name: 'tool' }).ok).toBe(true);
  });

  it('never searches a relative folder, and takes no path for a name', () => {
    put('early/tool');
    for (const folder of ['.', '', 'early']) expect(locateIn([folder], 'tool').ok).toBe(false);
    for (const name of ['../early/tool', 'early/tool', './tool', '', '.', '..'])
      expect(locateIn(both(), name).ok).toBe(false);
  });

  it('knows the entry file of a bundled program, and no other', () => {
    const locate = createLocate([]);
    const found = locate({ kind: 'bundled', name: 'port-check' });
    expect(found.ok && found.value).toMatch(/\/programs\/port-check\.[jt]s$/);
    expect(locate({ kind: 'bundled', name: 'sh' }).ok).toBe(false);
  });
});
