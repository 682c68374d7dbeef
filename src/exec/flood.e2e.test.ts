import { describe, expect, it } from 'vitest';
import { floodIn } from './fixtures/flood-in-server.ts';
import { tiersHere } from './fixtures/lab.ts';

const mebibyte = 2 ** 20;

describe.each(await tiersHere())('A11: a flood, by %s', (sandbox) => {
  const flood = (...words: readonly string[]) => floodIn(sandbox, ...words);

  it('of a gibibyte grows the server by less than 32 MB, and comes back as head, tail and true count', async () => {
    const { growth, ...seen } = await flood('--mebibytes', '1024');
    expect(growth.server).toBeLessThan(32e6);
    expect(growth.launcher).toBeLessThan(32e6);
    expect(seen).toMatchObject({
      ending: { kind: 'exited', code: 0 },
      sandbox: sandbox.replace('require-', ''),
      streamed: 0,
      bytes: 1024 * mebibyte + 9,
      truncated: true,
      kept: [mebibyte / 2, mebibyte / 2],
      ends: ['first\0', '\0last'],
      written: [],
    });
  });

  it('of a gibibyte of which the first 64 MiB are written to a file grows neither server nor launcher by 32 MB', async () => {
    const { growth, ...seen } = await flood('--mebibytes', '1024', '--artifact', '64');
    expect(growth.server).toBeLessThan(32e6);
    expect(growth.launcher).toBeLessThan(32e6);
    expect(seen).toMatchObject({
      bytes: 1024 * mebibyte + 9,
      kept: [mebibyte / 2, mebibyte / 2],
      ends: ['first\0', '\0last'],
      written: [{ bytes: 64 * mebibyte, file: 64 * mebibyte, complete: false }],
    });
  });

  it('of a gibibyte that is read along reaches its reader up to the bound, grows the server by less than 32 MB, and is counted in full', async () => {
    const { growth, ...seen } = await flood('--mebibytes', '1024', '--stream', '16');
    expect(growth.server).toBeLessThan(32e6);
    expect(seen).toMatchObject({
      streamed: 16 * mebibyte,
      bytes: 1024 * mebibyte + 9,
      truncated: true,
      ends: ['first\0', '\0last'],
    });
  });

  it('that is read along more slowly than it comes makes its program wait: what was not read is held by neither launcher nor server', async () => {
    const { growth, ...seen } = await flood('--mebibytes', '256', '--stream', '512', '--hold-ms', '0.1');
    expect(seen).toMatchObject({ ending: { kind: 'exited', code: 0 }, streamed: 256 * mebibyte + 9 });
    // What was read is given back at once; left to Node's collector, the server grows by 25 MB and more.
    expect(growth.server).toBeLessThan(16e6);
    expect(growth.launcher).toBeLessThan(32e6);
  });
});
