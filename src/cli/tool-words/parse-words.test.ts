import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dig } from '../../tools/catalogue/dig.ts';
import type { Tool } from '../../tools/tool.ts';
import { parseWords } from './parse-words.ts';

type Words = Pick<Tool, 'inputSchema' | 'extraArgs' | 'flagMeanings'>;

const nmap: Words = {
  inputSchema: {
    properties: {
      target: { type: 'string' },
      ports: { anyOf: [{ type: 'string' }, { type: 'array' }, { type: 'integer' }] },
      service_detection: { type: 'boolean', default: false },
      resolve_names: { type: 'boolean' },
      timeout_sec: { type: 'integer' },
      scripts: { type: 'array', items: { type: 'string' } },
      extra_args: { anyOf: [{ type: 'string' }, { type: 'array' }] },
    },
  },
  extraArgs: ['-sV', '-p', '--open', '--script'],
  flagMeanings: [],
};

const inputOf = (line: string, tool: Words = nmap): unknown => {
  const parsed = parseWords(tool, line.split(' ').filter(Boolean));
  return parsed.ok ? parsed.value : parsed.error;
};

describe('parseWords', () => {
  it.each([
    [
      '10.0.0.5 --ports 22,80 --service-detection',
      { target: '10.0.0.5', ports: '22,80', service_detection: true },
    ],
    ['--ports=22 10.0.0.5', { target: '10.0.0.5', ports: '22' }],
    [
      '10.0.0.5 --timeout-sec 30 --no-resolve-names',
      { target: '10.0.0.5', timeout_sec: 30, resolve_names: false },
    ],
    [
      '10.0.0.5 --scripts ssl-cert,http-title --scripts x',
      { target: '10.0.0.5', scripts: ['ssl-cert', 'http-title', 'x'] },
    ],
    ['--target 10.0.0.5', { target: '10.0.0.5' }],
  ])('reads the options of the schema: %s', (line, input) => {
    expect(inputOf(line)).toEqual(input);
  });

  it.each([
    ['-sV 127.0.0.1', ['-sV']],
    ['127.0.0.1 -sV', ['-sV']],
    ['-sV -p 22,80 127.0.0.1', ['-sV', '-p', '22,80']],
    ['127.0.0.1 -p 22,80 -sV', ['-p', '22,80', '-sV']],
    ['-sV 127.0.0.1 -p T:1-65535', ['-sV', '-p', 'T:1-65535']],
    ['-p80 127.0.0.1', ['-p80']],
    ['127.0.0.1 --script=/tmp/x.nse', ['--script=/tmp/x.nse']],
    ['127.0.0.1 -- --weird -sV', ['--weird', '-sV']],
  ])('tells the target from flags of the program and their values: %s', (line, extra_args) => {
    expect(inputOf(line)).toEqual({ target: '127.0.0.1', extra_args });
  });

  it('hands on a value as it is where it is no number, so that the tool can say what it takes', () => {
    expect(inputOf('10.0.0.5 --timeout-sec 1e3')).toEqual({ target: '10.0.0.5', timeout_sec: '1e3' });
  });

  it('takes @server and +flags where the tool has them', () => {
    const input = inputOf('@10.0.0.53 db.lab.internal +tcp', dig);
    expect(input).toEqual({ server: '10.0.0.53', target: 'db.lab.internal', extra_args: ['+tcp'] });
  });

  it.each([
    ['10.0.0.5 --servce-detection', 'did you mean --service-detection?'],
    ['10.0.0.5 --ports', '--ports needs a value.'],
    ['10.0.0.5 8.8.8.8', 'One call has one target; what is "8.8.8.8"?'],
    ['--target 10.0.0.5 10.0.0.6', 'One call has one target; what is "10.0.0.6"?'],
    ['10.0.0.5 -sV --extra-args -p80', 'cannot both be given'],
  ])('refuses a slip as a usage error: %s', (line, message) => {
    expect(inputOf(line)).toMatchObject({ code: 'input.invalid', message: expect.stringContaining(message) });
  });

  it('gives a way out that leads somewhere: the option that was meant', () => {
    expect(inputOf('10.0.0.5 --portz 80')).toMatchObject({
      next: [expect.stringMatching(/^Write --ports;/)],
    });
  });

  it('loses no word and makes up none: what is not the target reaches the guard', () => {
    const bare: Words = {
      inputSchema: { properties: { target: { type: 'string' } } },
      extraArgs: [],
      flagMeanings: [],
    };
    const word = fc.oneof(
      fc.constantFrom('-sV', '-p', '80', '10.0.0.5', '+tcp'),
      fc.string({ maxLength: 6 }),
    );
    const words = fc.array(
      word.filter((text) => !text.startsWith('--')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(words, (given) => {
        const parsed = parseWords(bare, given);
        if (!parsed.ok) return;
        const read = Object.values(parsed.value).flat();
        expect(read).toHaveLength(given.length);
        expect(read).toEqual(expect.arrayContaining(given));
      }),
    );
  });

  it('leaves a flag that nobody knows to the guard, which knows why it is refused', () => {
    expect(inputOf('127.0.0.1 --interface=eth0')).toEqual({
      target: '127.0.0.1',
      extra_args: ['--interface=eth0'],
    });
  });
});
