import { describe, expect, it } from 'vitest';
import { failure } from '../kernel/failure.ts';
import type { Paint } from './paint.ts';
import { problemOfFailure, renderProblem } from './render-problem.ts';

const plain: Paint = (_colour, text) => text;

describe('renderProblem', () => {
  it('says what was wrong, where, by which rule, the way out and the exit code', () => {
    const refused = failure('scope.outside', '"8.8.8.8" is outside the scope. Nothing was sent.', {
      field: 'target',
      rule: { text: 'scope.allow = 10.0.0.0/8', at: 'config.yaml:6:5' },
      next: ['Allowed: 10.0.0.0/8', 'Ask a person with authority to extend it.'],
    });
    expect(renderProblem({ ...problemOfFailure(refused), ref: 'r-a-b-c' }, 3, plain, 100)).toBe(
      [
        'refused  scope.outside',
        '   "8.8.8.8" is outside the scope. Nothing was sent.',
        '   where   target',
        '   rule    scope.allow = 10.0.0.0/8  (config.yaml:6:5)',
        '   fix     Allowed: 10.0.0.0/8',
        '           Ask a person with authority to extend it.',
        '   ref r-a-b-c · exit 3',
        '',
      ].join('\n'),
    );
  });

  it('calls what policy did not decide a failure, and leaves out what is not known', () => {
    const text = renderProblem(
      problemOfFailure(failure('store.unavailable', 'The disk is full.')),
      5,
      plain,
      100,
    );
    expect(text).toMatch(/^failed {2}store\.unavailable\n {3}The disk is full\.\n {3}fix /);
    expect(text).not.toContain('where');
    expect(text).not.toContain('ref');
  });

  it('keeps every line within a narrow screen', () => {
    const long = failure('args.refused', 'word '.repeat(60).trim(), { next: ['word '.repeat(60).trim()] });
    const lines = renderProblem(problemOfFailure(long), 3, plain, 70).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(70);
  });
});
