import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab, textOf, tiersHere, type Lab } from '../fixtures/lab.ts';
import { usualLimits } from '../fixtures/usual-limits.ts';

describe.each(await tiersHere())('what a run may use of the machine, by %s', (sandbox) => {
  let usual: Lab;
  let tight: Lab;
  beforeAll(() => {
    usual = openLab({ sandbox });
    const limits = {
      ...usualLimits,
      extraCpuSec: 1,
      fileBytes: 4096,
      descriptors: 64,
      addressBytes: 2 ** 27,
    };
    tight = openLab({ sandbox, limits, graceMs: 0 });
  });
  afterAll(() => Promise.all([usual.close(), tight.close()]));

  const limitOf = async (lab: Lab, name: string): Promise<readonly string[]> => {
    const { stdout } = await lab.run('cat', ['/proc/self/limits'], { timeoutSec: 3 });
    const line = textOf(stdout.head)
      .split('\n')
      .find((each) => each.startsWith(name));
    return line?.slice(name.length).trim().split(/\s+/).slice(0, 2) ?? [];
  };

  it.each([
    ['Max core file size', ['0', '0'], ['0', '0']],
    ['Max cpu time', ['9', '10'], ['4', '5']],
    ['Max file size', ['16777216', '16777216'], ['4096', '4096']],
    ['Max open files', ['1024', '1024'], ['64', '64']],
    ['Max address space', ['2147483648', '2147483648'], ['134217728', '134217728']],
  ])('is bounded as it is configured: %s', async (name, byDefault, tightened) => {
    expect(await limitOf(usual, name)).toEqual(byDefault);
    expect(await limitOf(tight, name)).toEqual(tightened);
  });

  it('ends a program that writes a larger file', async () => {
    const { ending } = await tight.run('large-file', ['8']);
    expect(ending).toEqual({ kind: 'signalled', signal: 'SIGXFSZ' });
    expect((await usual.run('large-file', ['8'])).ending).toEqual({ kind: 'exited', code: 0 });
  });

  it('lets no process have more memory than its address space', async () => {
    expect((await tight.run('eat-memory')).ending).toEqual({ kind: 'exited', code: 1 });
    expect((await usual.run('eat-memory')).ending).toEqual({ kind: 'exited', code: 0 });
  });

  it('leaves programs of Go and of Node enough', async () => {
    const go = await usual.run('gobuster', ['version']);
    expect(go.ending).toEqual({ kind: 'exited', code: 0 });
    expect(textOf(go.stdout.head)).toMatch(/\d+\.\d+/);
    expect((await tight.run('port-check', ['--nonsense'], { bundled: true })).ending.kind).toBe('exited');
  });
});
