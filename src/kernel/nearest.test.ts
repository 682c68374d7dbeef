import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test('a slip finds the word that was meant', () => {
  expect(nearest('concurency', ['timeout', 'concurrency'])).toBe('concurrency');
  expect(nearest('port', ['ports', 'top_ports'])).toBe('ports');
  expect(nearest('NMAP', ['dig', 'nmap'])).toBe('nmap');
  expect(nearest('nmpa', ['dig', 'nmap'])).toBe('nmap');
});

test('a word that is like none of them finds nothing', () => {
  expect(nearest('xyzzy', ['timeout', 'concurrency'])).toBeNull();
  expect(nearest('', ['timeout'])).toBeNull();
});

test('a short word is no slip of another, but for its case', () => {
  expect(nearest('T9', ['T0', 'T1', 'T4'])).toBeNull();
  expect(nearest('3', ['1', '2c'])).toBeNull();
  expect(nearest('-sX', ['-sS', '-sT'])).toBeNull();
  expect(nearest('t4', ['T0', 'T4'])).toBe('T4');
  expect(nearest('dep', ['fast', 'deep'])).toBe('deep');
});

test('an endless word costs no more than a long one', () => {
  expect(nearest('x'.repeat(1_000_000), ['timeout'])).toBeNull();
});
