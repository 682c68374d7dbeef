import { expect, test } from 'vitest';
import { LinearRegExp } from './linear-reg-exp.ts';
import { readPattern } from './pattern.ts';

function expression(source: string): RegExp {
  const read = readPattern(source);
  if (!read.ok) throw new Error(read.error);
  return new LinearRegExp(read.value);
}

test('it matches as an expression of JavaScript does, and hangs on no text', () => {
  expect(expression('^mtr ([0-9.]+)').exec('x\nmtr 0.95\n')?.[1]).toBe('0.95');
  expect(expression('^mtr').test('my mtr')).toBe(false);
  const started = performance.now();
  expect(expression('^(?:a|a)*$').test(`${'a'.repeat(5000)}!`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
