import { expect, it } from 'vitest';
import { checkSandbox } from './check-sandbox.ts';

it('a box that holds is well', () => {
  expect(checkSandbox('auto', { tier: 'bwrap', why: null })).toMatchObject({ status: 'ok' });
});

it('no box is a warning where one was not required, and broken where it was; it says why, and the way out', () => {
  const none = { tier: 'process', why: 'bwrap is not installed (apt install bubblewrap)' } as const;
  expect(checkSandbox('auto', none)).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('apt install bubblewrap'),
    fix: expect.stringContaining('bubblewrap'),
  });
  expect(checkSandbox('require-bwrap', none)).toMatchObject({
    status: 'broken',
    message: expect.stringContaining('are not run at all'),
  });
  expect(checkSandbox('process', { tier: 'process', why: null })).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('sandbox.mode'),
  });
});
