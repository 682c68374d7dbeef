import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab, type Lab } from './fixtures/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = openLab();
});
afterAll(() => lab.close());

const openOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

describe('descriptors', () => {
  it('do not leak, in the server or in the launcher, over 200 runs that end in every way', async () => {
    const launcher = lab.launcher.pid ?? 0;
    const round = async (): Promise<void> => {
      const ways = [
        lab.run('true'),
        lab.run('exit-with', ['1']),
        lab.run('no-interpreter'),
        lab.run('true', ['x'.repeat(200_000)]),
        lab.run('daemon-holds-pipe', ['setsid']),
      ];
      await Promise.all(ways);
    };
    for (let warm = 0; warm < 3; warm += 1) await round();
    const before = [openOf(process.pid), openOf(launcher)];
    for (let times = 0; times < 40; times += 1) await round();
    expect([openOf(process.pid), openOf(launcher)]).toEqual(before);
  });

  it('are all reaped: the launcher has no zombie', async () => {
    await lab.run('two-hundred', [], { timeoutSec: 0.5 });
    const launcher = lab.launcher.pid ?? 0;
    expect(readFileSync(`/proc/${launcher}/task/${launcher}/children`, 'utf8')).toBe('');
  });

  it('that a server was born with do not reach a program', () => {
    // bash, because only it numbers a descriptor so high that Node does not find it at its start.
    const script = join(import.meta.dirname, 'fixtures/list-descriptors.ts');
    const command = 'exec 99</etc/passwd; exec "$0" "$1"';
    expect(execFileSync('bash', ['-c', command, process.execPath, script], { encoding: 'utf8' })).toBe(
      '0\n1\n2\n3\n',
    );
  });
});
