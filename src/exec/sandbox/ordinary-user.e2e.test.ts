import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tiersHere } from '../fixtures/lab.ts';
import { nobody } from '../fixtures/nobody.ts';

const works = process.getuid?.() === 0 && (await tiersHere()).includes('require-bwrap');

it.runIf(works)(
  'a user who can make no network namespace is refused what requires one, and has what was accepted (needs root and bubblewrap)',
  () => {
    const script = join(import.meta.dirname, '../fixtures/place-plainly.ts');
    const { stdout } = spawnSync(process.execPath, [script], {
      uid: nobody,
      gid: nobody,
      cwd: '/',
      env: { TMPDIR: tmpdir() },
      timeout: 15_000,
      encoding: 'utf8',
    });
    const ends: unknown = JSON.parse(stdout);
    const refused = expect.stringMatching(/^sandbox\.unavailable: .*only root can.*Nothing was sent\.$/);
    expect(ends).toEqual({
      'require-netns connect': refused,
      'require-netns raw accepted': refused,
      'auto raw': refused,
      'auto raw accepted': 'process',
      'require-bwrap raw accepted': refused,
    });
  },
);
