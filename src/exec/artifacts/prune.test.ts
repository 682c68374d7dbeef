import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pruneArtifacts } from './prune.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-prune-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const runs = ['r-aaaaa-aaaaa-aaaaa', 'r-bbbbb-bbbbb-bbbbb', 'r-ccccc-ccccc-ccccc'] as const;
const nobody: ReadonlySet<string> = new Set();

/** Writes a file of 100 bytes that was last changed at that second. */
function put(name: string, second: number): void {
  writeFileSync(join(folder, name), Buffer.alloc(100));
  utimesSync(join(folder, name), second, second);
}

describe('artifacts', () => {
  it('stay while all of them are within the bound', async () => {
    runs.forEach((run, at) => put(`${run}.stdout`, at));
    await pruneArtifacts(folder, 300, nobody);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('go oldest first until the rest is within the bound, those of later programs of a call included', async () => {
    put(`${runs[0]}.2.stdout`, 20);
    put(`${runs[1]}.stderr`, 10);
    put(`${runs[2]}.stdout`, 30);
    await pruneArtifacts(folder, 299, nobody);
    expect(readdirSync(folder)).toEqual([`${runs[0]}.2.stdout`, `${runs[2]}.stdout`]);
    await pruneArtifacts(folder, 0, nobody);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a run that goes on stay, though they count', async () => {
    runs.forEach((run, at) => put(`${run}.stdout`, at));
    await pruneArtifacts(folder, 100, new Set([runs[0]]));
    expect(readdirSync(folder)).toEqual([`${runs[0]}.stdout`]);
  });

  it('are told from what is none of ours: other names, folders and links stay, and count for nothing', async () => {
    const foreign = ['audit.db', 'r-aaaaa.stdout', `${runs[0]}.stdout.gz`, `x${runs[0]}.stdout`];
    for (const name of foreign) put(name, 1);
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, Buffer.alloc(1000));
    symlinkSync(elsewhere, join(folder, `${runs[1]}.stdout`));
    put(`${runs[2]}.stdout`, 2);
    await pruneArtifacts(folder, 100, nobody);
    expect(readdirSync(folder)).toHaveLength(foreign.length + 3);
    await pruneArtifacts(folder, 0, nobody);
    expect(readdirSync(folder).toSorted()).toEqual([...foreign, 'elsewhere', `${runs[1]}.stdout`].toSorted());
  });

  it('behind a link that stands in the place of their folder are left alone, and so is a folder that is not there', async () => {
    put(`${runs[0]}.stdout`, 1);
    const link = join(folder, 'artifacts');
    symlinkSync(folder, link);
    await pruneArtifacts(link, 0, nobody);
    await pruneArtifacts(join(folder, 'nowhere'), 0, nobody);
    expect(existsSync(join(folder, `${runs[0]}.stdout`))).toBe(true);
  });
});
