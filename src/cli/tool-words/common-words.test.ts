import { describe, expect, it } from 'vitest';
import { takeCommonWords } from './common-words.ts';

const none = { config: undefined, json: false, quiet: false, verbose: false, colour: true, flags: [] };

describe('takeCommonWords', () => {
  it('takes the common options out from among the words of a tool', () => {
    const line = '-sV --json --config c.yaml 10.0.0.5 --set scope.allow=10.0.0.0/8 --no-color';
    const setting = { flag: '--set', path: 'scope.allow', text: '10.0.0.0/8' };
    expect(takeCommonWords(none, line.split(' '), [])).toEqual({
      common: { ...none, json: true, config: 'c.yaml', colour: false, flags: [setting] },
      words: ['-sV', '10.0.0.5'],
      help: false,
      answers: [],
    });
  });

  it('leaves everything after -- to the tool', () => {
    const words = ['10.0.0.5', '--', '--json', '--help'];
    expect(takeCommonWords(none, words, [])).toEqual({ common: none, words, help: false, answers: [] });
  });

  it('takes -q and -v for its own unless the program has them', () => {
    const words = ['10.0.0.5', '-q', '-v'];
    expect(takeCommonWords(none, words, ['-v'])).toMatchObject({
      common: { quiet: true, verbose: false },
      words: ['10.0.0.5', '-v'],
    });
    expect(takeCommonWords(none, words, [])).toMatchObject({
      common: { quiet: true, verbose: true },
      words: ['10.0.0.5'],
    });
  });

  it('gathers what names resolve to', () => {
    const words = '--answer a.lab=10.0.0.5 a.lab --answer b.lab=10.0.0.6'.split(' ');
    const answers = ['a.lab=10.0.0.5', 'b.lab=10.0.0.6'];
    expect(takeCommonWords(none, words, [])).toMatchObject({ words: ['a.lab'], answers });
  });

  it('sees a wish for help', () => {
    expect(takeCommonWords(none, ['--help'], [])).toEqual({
      common: none,
      words: [],
      help: true,
      answers: [],
    });
  });
});
