import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFile } from './watch-file.ts';

let folder: string;
let path: string;
let changes: number;
let stop: () => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-watch-'));
  path = join(folder, 'config.yaml');
  writeFileSync(path, 'zero');
  changes = 0;
  stop = watchFile(path, everyMs, () => (changes += 1));
  await looks();
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

const everyMs = 10;
const looks = (): Promise<void> => wait(everyMs * 6);

/** The ways in which editors, deployments and people change a file; each writes the text and nothing else. */
const ways: Readonly<Record<string, (text: string) => void>> = {
  'in place': (text) => writeFileSync(path, text),
  'by a rename over it': (text) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  },
  'by turning the link that leads to it, as Kubernetes does': (text) => {
    const next = join(folder, `data-${text}`);
    mkdirSync(next);
    writeFileSync(join(next, 'config.yaml'), text);
    rmSync(path, { force: true });
    symlinkSync(join(next, 'config.yaml'), path);
  },
  'without its time': (text) => {
    writeFileSync(path, text);
    utimesSync(path, 1, 1);
  },
  'by deleting it and writing it again': (text) => {
    rmSync(path);
    writeFileSync(path, text);
  },
};

test.each(Object.keys(ways))('D5: each of three changes is told once: %s', async (way) => {
  for (const [at, text] of ['one', 'two', 'three'].entries()) {
    ways[way]?.(text);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await looks();
    expect(changes).toBe(at + 1);
  }
});

test('D5: a touch is no change, nor is the same text written again', async () => {
  utimesSync(path, 5, 5);
  await looks();
  writeFileSync(path, 'zero');
  await looks();
  expect(changes).toBe(0);
});

test('D5: what is written in pieces is told once, when it is whole', async () => {
  for (let piece = 0; piece < 40; piece += 1) {
    writeFileSync(path, `part ${piece}`);
    // oxlint-disable-next-line no-await-in-loop -- a slow writer
    await wait(everyMs / 4);
  }
  await looks();
  expect(changes).toBeLessThanOrEqual(2);
  expect(changes).toBeGreaterThan(0);
});

test('a file that is away is waited for, and nothing is told once nobody listens', async () => {
  rmSync(path);
  await looks();
  expect(changes).toBe(0);
  writeFileSync(path, 'back');
  await looks();
  expect(changes).toBe(1);
  stop();
  writeFileSync(path, 'again');
  await looks();
  expect(changes).toBe(1);
});
