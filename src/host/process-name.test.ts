import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isGone, processName } from './process-name.ts';

const self = processName();
const named = (at: number, word: string): string => self.split(' ').with(at, word).join(' ');

test('this process is there', () => {
  expect(isGone(self)).toBe(false);
});

test('a number that another process has by now, or that no process has, is gone', async () => {
  const child = spawn('sleep', ['0']);
  await once(child, 'exit');
  expect(isGone(named(4, '1'))).toBe(true);
  expect(isGone(named(3, String(child.pid)))).toBe(true);
});

test('whoever ran before the machine was started anew is gone', () => {
  expect(isGone(named(1, '00000000-0000-0000-0000-000000000000'))).toBe(true);
});

test('of other machines and namespaces nothing is known, nor of what is no such name', () => {
  for (const name of [named(0, 'ab'), named(2, '7'), '', 'a b c d e', 'x']) expect(isGone(name)).toBe(false);
});
