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

test('an endless word costs no more than a long one', () => {
  expect(nearest('x'.repeat(1_000_000), ['timeout'])).toBeNull();
});
