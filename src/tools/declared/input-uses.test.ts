import { expect, test } from 'vitest';
import { planOf, policy } from '../../../test/plan-of.ts';
import { loaded } from './fixtures/small-definition.ts';

const rates = ['min_rate', 'max_rate'].map(
  (name) =>
    `${name}: { type: integer, min: 1, max: 1000000, rate: true, required: false, description: Packets. }`,
);
const args = [
  "'{target}'",
  "{ when: min_rate, args: ['--min-rate={min_rate}'] }",
  "{ when: max_rate, args: ['--max-rate={max_rate}'] }",
];

test.each([{ min_rate: 100_000 }, { max_rate: 100_000 }, { min_rate: 1, max_rate: 100_000 }])(
  'every rate of a call is judged, not the first alone: %j',
  (input) => {
    const [tool] = loaded({ kind: 'one_host', parameters: rates, args }).tools;
    if (tool === undefined) throw new Error('the definition is refused');
    const plan = (asked: object) => planOf(tool, { target: '10.0.0.5', ...asked }, policy);
    expect(plan(input)).toMatchObject({ ok: false, error: { code: 'scope.too_large' } });
    expect(plan({ min_rate: 1, max_rate: 10 }).ok).toBe(true);
  },
);
