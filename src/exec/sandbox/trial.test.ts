import { expect, test } from 'vitest';
import { failure } from '../../kernel/failure.ts';
import { unstarted } from '../execution.ts';
import { judgeBox } from './trial.ts';

const judged = (why: string) =>
  judgeBox(unstarted({ kind: 'not_started', failure: failure('sandbox.unavailable', why) }), 'connect');

test('a box that could not be made for want of processes is tried again, one that cannot be made is not', () => {
  expect(judged('Creating new namespace failed: Resource temporarily unavailable')).toMatchObject({
    error: { passing: true },
  });
  expect(judged('Creating new namespace failed: Operation not permitted')).toMatchObject({
    error: { passing: false },
  });
});
