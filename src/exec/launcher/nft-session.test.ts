import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createNftSession, type NftSession, type Pin } from './nft-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-nft-'));
afterAll(() => rmSync(folder, { recursive: true }));
let session: NftSession | null = null;
afterEach(() => session?.close());

/** An nft that writes down what it is told, repeats what it adds, complains of what is bad, and leaves at `leave`. */
const stub = join(folder, 'nft');
const log = join(folder, 'log');
writeFileSync(
  stub,
  `#!/bin/sh
echo "start $* $HOME" >> ${log}
while read -r line; do
  echo "$line" >> ${log}
  case $line in
    *bad*) echo 'Error: No such file or directory' >&2 ;;
    *leave*) exit 0 ;;
    check) echo checked ;;
    *lost*) ;;
    *add*) echo "add element \${line##*add element }" ;;
  esac
done
`,
);
chmodSync(stub, 0o755);

const pin = (name: string, nft = stub): Pin => ({
  nft,
  open: `flush ${name}; add element ${name} { 1 }`,
  seal: `add element ${name} {`,
  check: 'check',
  mark: 'checked',
  shut: `flush ${name}`,
});
const begun = (): NftSession => (session = createNftSession());
const logged = (): readonly string[] => {
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== 'check');
  rmSync(log);
  return lines;
};

test('one nft serves run after run, in the order in which they come', async () => {
  const nft = begun();
  const opened = [nft.open(pin('a')), nft.open(pin('b'))];
  expect(await Promise.all(opened)).toEqual([null, null]);
  nft.shut(pin('a'));
  expect(await nft.open(pin('a'))).toBeNull();
  expect(logged()).toEqual([
    // A home would get a history of all targets.
    'start -i -e /nonexistent',
    'flush a; add element a { 1 }',
    'flush b; add element b { 1 }',
    'flush a',
    'flush a; add element a { 1 }',
  ]);
});

test('what it complains of opens nothing, and the next run has an nft of its own', async () => {
  const nft = begun();
  expect(await nft.open(pin('bad'))).toBe('nft: No such file or directory');
  expect(await nft.open(pin('a'))).toBeNull();
  expect(logged().filter((line) => line.startsWith('start'))).toHaveLength(2);
});

test('what it answers without having done it opens nothing', async () => {
  expect(await begun().open(pin('lost'))).toBe('nft did not confirm it');
});

test('one that leaves, or is not there, is told and tried anew', async () => {
  const nft = begun();
  expect(await nft.open(pin('leave'))).toBe('nft ended');
  expect(await nft.open(pin('a', join(folder, 'missing')))).toBe('nft ended');
  expect(await nft.open(pin('a'))).toBeNull();
});
