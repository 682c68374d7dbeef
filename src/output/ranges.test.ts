import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressRanges, numberRanges } from './ranges.ts';

test('neighbours become ranges, sorted and without repeats', () => {
  expect(numberRanges([443, 80, 81, 82, 80])).toBe('80-82,443');
  expect(numberRanges([])).toBe('');
});

test('every number comes back, and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 })), (numbers) => {
      const back = numberRanges(numbers)
        .split(',')
        .filter((part) => part !== '')
        .flatMap((part) => {
          const [lo = 0, hi = lo] = part.split('-').map(Number);
          return Array.from({ length: hi - lo + 1 }, (_, index) => lo + index);
        });
      expect(back).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    }),
  );
});

test('addresses are grouped by network, in numeric order', () => {
  const addresses = ['10.0.1.7', '10.0.0.10', '10.0.0.4', '10.0.0.5', '10.0.0.6', '9.255.0.1', '10.0.0.4'];
  expect(addressRanges(addresses)).toBe('9.255.0.1, 10.0.0.4-6, .10, 10.0.1.7');
});

test('what is not IPv4 stands for itself, after the rest', () => {
  expect(addressRanges(['fd00::2', '10.0.0.1', 'fd00::1'])).toBe('10.0.0.1, fd00::1, fd00::2');
});

test('a long list says how much of it is left out', () => {
  expect(addressRanges(['10.0.0.1', '10.0.0.3', '10.0.0.5'], 2)).toBe('10.0.0.1, .3, +1 more');
});
