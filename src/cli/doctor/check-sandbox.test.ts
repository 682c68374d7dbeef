import { expect, it } from 'vitest';
import { checkPools, checkSandbox } from './check-sandbox.ts';

it('a box that holds is well', () => {
  expect(checkSandbox('auto', { tier: 'bwrap', why: null, made: [] })).toMatchObject({ status: 'ok' });
});

it('no box is a warning where one was not required, and broken where it was; it says why, and the way out', () => {
  const none = { tier: 'process', why: 'bwrap is not installed (apt install bubblewrap)', made: [] } as const;
  expect(checkSandbox('auto', none)).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('apt install bubblewrap'),
    fix: expect.stringContaining('bubblewrap'),
  });
  expect(checkSandbox('require-bwrap', none)).toMatchObject({
    status: 'broken',
    message: expect.stringContaining('are not run at all'),
  });
  expect(checkSandbox('process', { tier: 'process', why: null, made: [] })).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('sandbox.mode'),
  });
});

it('namespaces are better than a box, and broken where they are required and there are none', () => {
  const boxed = { tier: 'bwrap', why: 'only root can make them', made: [] } as const;
  expect(checkSandbox('auto', { tier: 'netns', why: null, made: ['bailiwick_0'] })).toMatchObject({
    status: 'ok',
  });
  expect(checkSandbox('auto', boxed)).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('only root'),
  });
  expect(checkSandbox('require-netns', boxed)).toMatchObject({
    status: 'broken',
    message: expect.stringContaining('are not run at all: only root can make them'),
    fix: expect.stringContaining('as root'),
  });
});

it('pools are listed with their servers, and those of dead ones with what becomes of them', () => {
  expect(
    checkPools([
      { table: 'bailiwick_0', namespaces: 4, server: 7 },
      { table: 'bailiwick_1', namespaces: 2, server: null },
    ]),
  ).toMatchObject([
    { status: 'ok', message: 'bailiwick_0 and 4 namespaces belong to the server 7' },
    { status: 'warn', fix: expect.stringContaining('removes them') },
  ]);
});
