import { describe, expect, it } from 'vitest';
import { createPaint } from './paint.ts';

describe('createPaint', () => {
  it('colours on a screen', () => {
    expect(createPaint({ asked: true, tty: true, env: {} })('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  });

  it.each([
    ['not on a screen', { asked: true, tty: false, env: {} }],
    ['after --no-color', { asked: false, tty: true, env: {} }],
    ['where NO_COLOR is set', { asked: true, tty: true, env: { NO_COLOR: '1' } }],
    ['on a dumb terminal', { asked: true, tty: true, env: { TERM: 'dumb' } }],
  ])('leaves text as it is %s', (_where, wish) => {
    expect(createPaint(wish)('red', 'x')).toBe('x');
  });

  it('takes an empty NO_COLOR for none, as no-color.org has it', () => {
    expect(createPaint({ asked: true, tty: true, env: { NO_COLOR: '' } })('red', 'x')).not.toBe('x');
  });
});
