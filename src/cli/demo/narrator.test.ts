import { describe, expect, it } from 'vitest';
import { createNarrator } from './narrator.ts';

describe('narrator', () => {
  it('ticks what passed, crosses what did not, and remembers both under their step', () => {
    let told = '';
    const narrator = createNarrator(
      (text) => {
        told += text;
      },
      (_colour, text) => text,
    );
    narrator.step('Connect');
    expect(narrator.check(true, 'connected')).toBe(true);
    expect(narrator.check(false, 'listed')).toBe(false);
    narrator.show('one\ntwo\n');
    expect(told).toBe('\n 1  Connect\n    ✔ connected\n    ✗ listed\n      │ one\n      │ two\n');
    expect(narrator.checks()).toEqual([
      { step: 'Connect', text: 'connected', passed: true },
      { step: 'Connect', text: 'listed', passed: false },
    ]);
  });
});
