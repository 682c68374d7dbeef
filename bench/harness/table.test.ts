import { expect, it } from 'vitest';
import { renderTable } from './table.ts';

it('puts numbers under their names, with three digits that matter, and a dash where there is none', () => {
  const rows = [
    { variant: 'reference', values: { 'p50 ms': 1.7149, 'runs/s': 12_345.6 } },
    { variant: 'ours', values: { 'p50 ms': 0.012345 } },
  ];
  expect(renderTable(rows)).toBe(
    ['           p50 ms  runs/s', 'reference    1.71  12,346', 'ours       0.0123       –', ''].join('\n'),
  );
});
