import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../kernel/failure.ts';
import { parseExtraArgs, type ExtraArgs } from './extra-args.ts';
import { sampleGrammar } from './fixtures/sample-grammar.ts';

const parse = (input: string | readonly string[]): ReturnType<typeof parseExtraArgs> =>
  parseExtraArgs(sampleGrammar, input, { maxLength: 2048 });

function accepted(input: string | readonly string[]): ExtraArgs {
  const parsed = parse(input);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function refused(input: string | readonly string[]): Failure {
  const parsed = parse(input);
  if (parsed.ok) throw new Error(`accepted: ${JSON.stringify(parsed.value)}`);
  return parsed.error;
}

describe('extra arguments', () => {
  test('become typed parameters where a flag is another spelling of one, and words of argv otherwise', () => {
    expect(accepted('-p 22,80 -sV --open --max-retries 3 +time=2')).toEqual({
      inputs: { ports: '22,80', service_detection: true },
      origins: { ports: 'extra_args[0]', service_detection: 'extra_args[2]' },
      args: ['--open', '--max-retries', '3', '+time=2'],
    });
  });

  test.each([
    [['-p 80', '-p80'], { ports: '80' }],
    [['-p-'], { ports: '1-65535' }],
    [['-p T:80,U:53', '-pT:80,U:53'], { ports: 'T:80,U:53' }],
    [['--top-ports 10', '--top-ports=10'], { top_ports: 10 }],
    [['-T4', '-T 4'], { timing: '4' }],
    [
      [
        '--script ssl-cert,http-title',
        '--script=ssl-cert,http-title',
        "--script 'ssl-cert,http-title'",
        '"--script" "ssl-cert,http-title"',
      ],
      { scripts: ['ssl-cert', 'http-title'] },
    ],
  ])('%j give one and the same parse', (spellings, inputs) => {
    for (const spelling of spellings) expect(accepted(spelling).inputs).toEqual(inputs);
  });

  test('are written in the one spelling that the grammar puts first', () => {
    expect(accepted('--max-retries=3').args).toEqual(['--max-retries', '3']);
    expect(accepted('--width7').args).toEqual(['--width7']);
    expect(accepted('--host-timeout 2m').args).toEqual(['--host-timeout', '120s']);
  });

  test('may be an array, one word per element, and may be empty', () => {
    expect(accepted(['-sT', '-p', '443'])).toMatchObject({ inputs: { ports: '443' }, args: ['-sT'] });
    expect(accepted('  -sT   -n ').args).toEqual(['-sT', '-n']);
    expect(accepted('').args).toEqual([]);
    expect(accepted([]).args).toEqual([]);
  });
});

describe('a refusal of extra arguments', () => {
  test.each([
    ['--opne', 'extra_args[0]', /"--opne" is no flag/, /Did you mean --open\?/],
    ['-sT --top-port 5', 'extra_args[1]', /no flag/, /--top-ports \(the parameter top_ports\)/],
    ['-sT 8.8.8.8', 'extra_args[1]', /"8\.8\.8\.8" is no flag/, /in the target parameter/],
    ['-oN /tmp/x', 'extra_args[0]', /"-oN" is refused: .*nothing is written to files/, /Accepted flags/],
    [
      '-oX/tmp/x',
      'extra_args[0]',
      /"-oX\/tmp\/x" is refused: .*nothing is written to files/,
      /Accepted flags/,
    ],
    ['--resume=x', 'extra_args[0]', /is refused: .*not resumed/, /Accepted flags/],
    ['-p', 'extra_args[0]', /-p needs a value: a list of ports/, /Write it as -p VALUE/],
    [
      '--max-retries -sT',
      'extra_args[0]',
      /--max-retries needs a value: a whole number from 0 to 10/,
      /--max-retries VALUE/,
    ],
    ['+time 2', 'extra_args[0]', /\+time needs a value/, /\+time=VALUE/],
    [
      '--max-retries 11',
      'extra_args[0]',
      /value of --max-retries is wrong: "11" is not a whole number from 0 to 10/,
      /takes/,
    ],
    ['--script ssl-crt', 'extra_args[0]', /did you mean "ssl-cert"/, /takes/],
    ['-p 80 --max-rate 9 -p 81', 'extra_args[4]', /repeats -p/, /once/],
    [
      '-F --top-ports 5',
      'extra_args[1]',
      /sets top_ports, which extra_args\[0\] has set already/,
      /one of the two/,
    ],
    ['--open=yes', 'extra_args[0]', /no flag/, /--open/],
    ['-sT "--open', 'extra_args[1]', /quote that is not around the whole word/, /typed parameters/],
    ['-sT; id', 'extra_args[0]', /holds ;, a shell character/, /typed parameters/],
  ])('%j names %s, why, and the way out', (input, field, why, next) => {
    const failure = refused(input);
    expect(failure).toMatchObject({ code: 'args.refused', field });
    expect(failure.message).toMatch(why);
    expect(failure.next.join(' ')).toMatch(next);
  });

  test.each([';', '&', '|', '`', '$', '>', '<', '\\'])(
    'calls %s a shell character, wherever it stands',
    (character) => {
      for (const input of [
        `-sT${character}`,
        `${character}-sT`,
        `-p 8${character}0`,
        ['-sT', `a${character}b`],
      ]) {
        expect(refused(input).message).toContain(`holds ${character}, a shell character`);
      }
    },
  );

  test('names the length, the limit and its setting', () => {
    expect(refused('-'.repeat(2049)).message).toMatch(
      /2049 characters; security\.max_args_length allows 2048/,
    );
    expect(refused(Array.from({ length: 65 }, () => '-v')).message).toMatch(/65 words; at most 64/);
  });

  test('names no flag where the tool takes none', () => {
    const parsed = parseExtraArgs({}, '-x', { maxLength: 100 });
    expect(parsed.ok ? [] : parsed.error.next).toEqual(['This tool takes no extra arguments.']);
  });
});

describe('whatever is done to arguments that pass', () => {
  const words = fc.constantFrom(
    '-sT',
    '-n',
    '--open',
    '-p 80',
    '-p443',
    '--max-retries=2',
    '-T4',
    '--script ssl-cert',
    '+time=3',
    '-F',
  );
  const call = fc
    .uniqueArray(words, { maxLength: 5 })
    .map((list) => list.join(' '))
    .filter((text) => parse(text).ok);
  const poison = fc.constantFrom(
    '8.8.8.8',
    '-oN x',
    '-oX',
    '--',
    '-iL /etc/passwd',
    'evil.com',
    '--script=/tmp/x.nse',
    '-D1.2.3.4',
    ';id',
    '-fi',
    '--resume x',
    '@8.8.8.8',
    '10.0.0.1',
  );

  test('a poisoned word anywhere among them is refused', () => {
    fc.assert(
      fc.property(call, poison, fc.nat(), (text, bad, seed) => {
        const list = text === '' ? [] : text.split(' ');
        const at = seed % (list.length + 1);
        expect(parse([...list.slice(0, at), ...bad.split(' '), ...list.slice(at)]).ok).toBe(false);
        expect(parse(`${text} ${bad}`).ok).toBe(false);
      }),
    );
  });

  test('every word of argv is a flag of the grammar, or a value without a hyphen before it', () => {
    const unit = fc.constantFrom(
      ...Object.keys(sampleGrammar),
      ' ',
      ' ',
      '=',
      '80',
      ',',
      '-',
      '8.8.8.8',
      'ssl-cert',
      'x',
      '4s',
      '"',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const parsed = parse(text);
        if (!parsed.ok) return;
        for (const arg of parsed.value.args) {
          const known = Object.keys(sampleGrammar).some(
            (flag) => arg === flag || arg.startsWith('--width') || arg.startsWith('+time='),
          );
          expect(known || /^[0-9]+s?$/.test(arg)).toBe(true);
          expect(arg).not.toContain('8.8.8.8');
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('any text at all gives a parse or a refusal, never a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }),
        ),
        (input) => {
          const parsed = parse(input);
          if (!parsed.ok) expect(parsed.error.code).toBe('args.refused');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
