import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

// A disk of 64 KiB in a mount namespace of its own, which goes with it.
const script = `mount -t tmpfs -o size=64k none "$1" && "$2" "$3" "$1" && printf '\\n' && cat "$1/log"`;
const fixture = join(import.meta.dirname, 'fixtures/fill-disk.ts');

it.skipIf(process.getuid?.() !== 0)(
  'a full disk costs whole lines, none is torn, and the next ones are written once there is room',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-disk-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const words = ['--mount', 'sh', '-c', script, 'sh', folder, process.execPath, fixture];
    const [told = '', ...lines] = execFileSync('unshare', words, { encoding: 'utf8' }).trimEnd().split('\n');
    const taken: readonly number[] = JSON.parse(told);
    expect(lines.map((line): number => JSON.parse(line).line)).toEqual(taken);
    expect(taken.length).toBeLessThan(1000);
    expect(taken).toContain(0);
    expect(taken).toContain(1500);
  },
);
