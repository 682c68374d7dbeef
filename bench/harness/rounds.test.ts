import { expect, it } from 'vitest';
import { interleave, typical } from './rounds.ts';

it('measures every variant once a round, turned round every other round, after one round for nothing', async () => {
  const order: string[] = [];
  const variants = ['a', 'b'].map((name) => ({ name, measure: () => order.push(name) }));
  await interleave(variants, 3);
  expect(order.join('')).toBe('ababbaab');
});

it('divides round by round, so that what slows both down cancels out', async () => {
  const load = [1, 1, 7, 3];
  const reading = (factor: number) => {
    let round = 0;
    return () => (load[round++] ?? 0) * factor;
  };
  const rounds = await interleave(
    [
      { name: 'reference', measure: reading(10) },
      { name: 'ours', measure: reading(15) },
    ],
    3,
  );
  expect(rounds.ratios('ours', 'reference', (value) => value)).toEqual([1.5, 1.5, 1.5]);
  expect(typical(rounds, 'ours', (value) => value)).toBe(45);
});

it('pools the samples of all rounds, and knows no variant that was not measured', async () => {
  const rounds = await interleave([{ name: 'a', measure: () => [1, 2] }], 2);
  expect(rounds.pooled('a', (sample) => sample)).toEqual([1, 2, 1, 2]);
  expect(() => rounds.of('b', () => 0)).toThrow('no variant b');
});
