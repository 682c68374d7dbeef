import { expect, it } from 'vitest';
import { floodIn } from './fixtures/flood-in-server.ts';
import { tiersHere } from './fixtures/lab.ts';

const mebibyte = 2 ** 20;
const tiers = await tiersHere();

// What else the machine does can only make it look worse.
it.each(tiers.flatMap((sandbox) => ['0', '16'].map((stream) => ({ sandbox, stream }))))(
  'eight floods at once do not hold the server up, by $sandbox, with $stream MiB of each read along',
  { retry: 2 },
  async ({ sandbox, stream }) => {
    const words = ['--mebibytes', '128', '--at-once', '8', '--stream', stream];
    const { p99Ms, ...seen } = await floodIn(sandbox, ...words);
    expect(seen).toMatchObject({ alike: true, bytes: 128 * mebibyte + 9 });
    expect(p99Ms).toBeLessThan(50);
  },
);
