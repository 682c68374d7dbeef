import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { saveConfig } from './save-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const script = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const old = 'version: 1\n# old\n';

function fresh(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, old, { mode: 0o600 });
  return path;
}

/** What a save leaves that is killed at one call to the file system, and what it printed if it lived. */
async function killedAt(call: number, how: 'before' | 'after') {
  const path = fresh(`${how}-${call}.yaml`);
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [script('killed-save.ts'), path, String(call), how], (_error, stdout) =>
      resolve(stdout),
    );
  });
  return { path, said, text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o777 };
}

it('D11: a save that is killed at any of its calls leaves the old file or the new one, whole, and stops no later save', async () => {
  const { said, text: whole } = await killedAt(0, 'after');
  const calls = Number(said);
  expect(calls).toBeGreaterThan(8);
  const each = Array.from({ length: calls }, (_, index) => index + 1);
  const left = await Promise.all(each.flatMap((call) => [killedAt(call, 'before'), killedAt(call, 'after')]));
  expect(left.map(({ said: words }) => words).join('')).toBe('');
  expect(left.filter(({ text }) => text !== old && text !== whole)).toEqual([]);
  expect(left.filter(({ text }) => text === whole).length).toBeGreaterThan(1);
  expect(left.filter(({ mode }) => mode !== 0o600)).toEqual([]);
  for (const { path, text } of left) {
    // The lock of one that was killed counts no longer after ten seconds.
    if (statSync(`${path}.lock`, { throwIfNoEntry: false })) utimesSync(`${path}.lock`, 0, 0);
    expect(saveConfig(path, text, 'version: 1\n# later\n')).toEqual({ ok: true, value: true });
  }
  // Nor is a copy of the file, with its secrets, left beside it.
  expect(readdirSync(folder).filter((name) => !name.endsWith('.yaml'))).toEqual([]);
});

it('D11: a process that saves all the time is killed at any moment, and what it leaves is whole', async () => {
  const path = fresh('busy.yaml');
  const other = `version: 1\n# ${'other '.repeat(20_000)}\n`;
  for (let round = 0; round < 12; round += 1) {
    rmSync(`${path}.lock`, { force: true });
    const child = spawn(process.execPath, [script('saving.ts'), path, old, other], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // oxlint-disable-next-line no-await-in-loop -- one process after the other has the file
    await once(child.stdout, 'data');
    // oxlint-disable-next-line no-await-in-loop -- see above
    await wait(round * 3.7);
    child.kill('SIGKILL');
    // oxlint-disable-next-line no-await-in-loop -- see above
    await once(child, 'exit');
    expect([old, other]).toContain(readFileSync(path, 'utf8'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});
