import { describe, expect, it } from 'vitest';
import { createProgressLine, progressText } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

const write = (): Promise<void> => Promise.resolve();

function screen(tellIsTty: boolean): { readonly terminal: Terminal; readonly told: string[] } {
  const told: string[] = [];
  const input = (async function* () {})();
  const tell = (text: string): void => void told.push(text);
  return {
    told,
    terminal: { input, inputIsTty: false, write, writeIsTty: false, tell, tellIsTty, columns: 80, env: {} },
  };
}

describe('progress line', () => {
  it('draws the share as a bar and in per cent', () => {
    const text = progressText(
      { done: 71, total: 100, message: 'service scan' },
      200,
      'stop, keep what was found',
    );
    expect(text).toBe('▇▇▇▇▇▇▇░░░  71 %  service scan  (^C: stop, keep what was found)');
  });

  it('draws no bar where the end is not known, and never more than the width', () => {
    expect(progressText({ done: 3, total: null, message: 'three found' }, 200, 'stop')).toMatch(
      /^three found/,
    );
    expect(progressText({ done: 1, total: 2, message: 'x'.repeat(500) }, 80, 'stop')).toHaveLength(79);
  });

  it('redraws one line on a screen and takes it away at the end', () => {
    const { terminal, told } = screen(true);
    const line = createProgressLine(terminal, true);
    line.show({ done: 1, total: 2, message: 'half' });
    line.clear();
    expect(told.every((text) => text.startsWith('\r\u001b[2K'))).toBe(true);
    expect(told.at(-1)).toBe('\r\u001b[2K');
  });

  it.each([
    ['without a screen', false, true],
    ['with --quiet', true, false],
  ])('writes nothing %s', (_how, tty, wanted) => {
    const { terminal, told } = screen(tty);
    const line = createProgressLine(terminal, wanted);
    line.show({ done: 1, total: 2, message: 'half' });
    line.clear();
    expect(told).toEqual([]);
  });
});
