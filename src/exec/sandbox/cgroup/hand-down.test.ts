import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handDown } from './hand-down.ts';

// A folder stands for a group: its files take what is written, and where the kernel would refuse, a folder is in the way.
let group: string;
let base: string;
beforeEach(() => {
  group = mkdtempSync(join(tmpdir(), 'bailiwick-group-'));
  base = join(group, 'base');
  mkdirSync(base);
  writeFileSync(join(group, 'cgroup.controllers'), 'cpu memory pids\n');
  writeFileSync(join(group, 'cgroup.procs'), '41\n42\n');
});
afterEach(() => rmSync(group, { recursive: true }));

const wanted = ['memory', 'pids'];
const read = (...names: readonly string[]): string => readFileSync(join(group, ...names), 'utf8');
const refuse = (): void => mkdirSync(join(group, 'cgroup.subtree_control'));

describe('the controllers of a group', () => {
  it('are handed down to the runs, through our own group, without a move where the kernel takes that', () => {
    expect(handDown(group, base, wanted, [41, 42])).toBeNull();
    expect([read('cgroup.subtree_control'), read('base', 'cgroup.subtree_control')]).toEqual([
      '+pids',
      '+pids',
    ]);
    expect(existsSync(join(base, 'home'))).toBe(false);
  });

  it('are left alone where there are none of those that are wanted', () => {
    writeFileSync(join(group, 'cgroup.controllers'), 'hugetlb\n');
    expect(handDown(group, base, wanted, [41, 42])).toBeNull();
    expect(existsSync(join(group, 'cgroup.subtree_control'))).toBe(false);
  });

  it('are not worth the move of a stranger', () => {
    refuse();
    expect(handDown(group, base, wanted, [42])).toBeNull();
    expect(existsSync(join(base, 'home'))).toBe(false);
    expect(read('cgroup.procs')).toBe('41\n42\n');
  });

  it('that are refused even then have everyone move back', () => {
    refuse();
    expect(handDown(group, base, wanted, [41, 42])).toBeNull();
    expect([read('base', 'home', 'cgroup.procs'), read('cgroup.procs')]).toEqual(['42', '42']);
  });
});
