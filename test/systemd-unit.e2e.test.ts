import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { pathOf } from './installed.ts';

const analyze = pathOf('systemd-analyze');

test.skipIf(analyze === null)(
  'systemd finds nothing wrong with the unit that we ship (skipped without systemd-analyze)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-unit-'));
    const file = join(folder, 'bailiwick.service');
    const unit = readFileSync(new URL('../docs/bailiwick.service', import.meta.url), 'utf8');
    // What is to be started must be there.
    writeFileSync(file, unit.replaceAll('/usr/local/bin/bailiwick', process.execPath));
    const child = spawn(analyze ?? '', ['--man=no', 'verify', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = await text(child.stderr);
    rmSync(folder, { recursive: true });
    expect(said.split('\n').filter((line) => line.includes('bailiwick.service'))).toEqual([]);
  },
);
