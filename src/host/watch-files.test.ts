import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFiles } from './watch-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-watch-'));
  for (const name of ['a', 'b', 'c']) write(name, 'zero');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): void => writeFileSync(at(name), text);
const everyMs = 10;
const looks = (): Promise<void> => wait(everyMs * 6);

test('D5: a change of each file that is followed is told once, and none of a file that is no longer', async () => {
  let changes = 0;
  const watched = watchFiles(everyMs, () => (changes += 1));
  watched.follow([at('a'), at('b')]);
  await looks();
  write('a', 'one');
  write('c', 'one');
  await looks();
  expect(changes).toBe(1);
  watched.follow([at('b'), at('c')]);
  await looks();
  write('a', 'two');
  await looks();
  expect(changes).toBe(1);
  write('b', 'two');
  await looks();
  write('c', 'two');
  await looks();
  expect(changes).toBe(3);
  watched.stop();
  write('b', 'three');
  await looks();
  expect(changes).toBe(3);
});

test('an interval of 0 looks at nothing', async () => {
  let changes = 0;
  const watched = watchFiles(0, () => (changes += 1));
  watched.follow([at('a')]);
  write('a', 'one');
  await looks();
  expect(changes).toBe(0);
});
