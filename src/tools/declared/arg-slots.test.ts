import { describe, expect, test } from 'vitest';
import { argSlots, isBehindOption, isOptionStart } from './arg-slots.ts';
import { loadWith } from './fixtures/definition.ts';

/** The words of a command line that an option waits for. */
const values = (...args: readonly string[]): readonly string[] =>
  argSlots(args)
    .filter(isBehindOption)
    .map(({ text }) => text);

/** The words of a command line that begin with an option and "=". */
const named = (...args: readonly string[]): readonly string[] =>
  argSlots(args)
    .filter((slot) => isOptionStart(slot, slot.text.replace(/\{.*/, '')))
    .map(({ text }) => text);

describe('what stands behind an option', () => {
  test('is what a dash announces, and not a plus, nor what has its value or takes none', () => {
    expect(values('-c', '{a}', '--count', '{b}', '--x=1', '{c}', '+opt', '{d}')).toEqual(['{a}', '{b}']);
    const bare = ['-4', '-p80', '-oX-', '---', '-v x', '-1', '--x='];
    expect(values(...bare.flatMap((word) => [word, '{n}']))).toEqual([]);
    expect(named('--x={a}', '+x={b}', 'x={c}')).toEqual(['--x={a}', '+x={b}']);
  });

  test('is nothing behind "--", and nothing behind a plus before it', () => {
    expect(values('-c', '{a}', '+opt', '{b}', '-z', '--', '{c}', '+opt', '{d}', '-x', '{e}')).toEqual([
      '{a}',
    ]);
    expect(named('--x={a}', '+x={b}', '--', '--x={c}', '+x={d}')).toEqual(['--x={a}']);
  });

  test('is nothing in an entry with a condition that stands behind "--" either', () => {
    const [, slot] = argSlots([{ when: 'loud', args: ['+opt', '{n}'] }, '--']);
    const [, , behind] = argSlots(['--', { when: 'loud', args: ['-x', '{n}'] }]);
    expect([slot, behind].map((one) => one !== undefined && isBehindOption(one))).toEqual([false, false]);
  });
});

test.each(['+opt', '-opt'])('a caller’s value behind "--" and %s is refused', (option) => {
  const words = `'--'\n  - '{target}:{port}'\n  - '${option}'\n  - '{count}'`;
  const said = loadWith(["'--'\n  - '{target}:{port}'", words]).errors.map(({ message }) => message);
  expect(said).toContainEqual(expect.stringContaining('{count} stands alone'));
});

test('a target before "--" has its option right before it, and not one with a value already', () => {
  const said = loadWith(["'--mode'\n", "'--json=1'\n  - '{target}'\n  - '--mode'\n"]).errors;
  expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('stands alone before "--"')]);
});
