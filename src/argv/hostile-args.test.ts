import { describe, expect, test } from 'vitest';
import { quickestMs } from '../../test/quickest.ts';
import { parseExtraArgs } from './extra-args.ts';
import { hostileArgs } from './fixtures/hostile-args.ts';
import { sampleGrammar } from './fixtures/sample-grammar.ts';

const parse = (args: string | readonly string[]): ReturnType<typeof parseExtraArgs> =>
  parseExtraArgs(sampleGrammar, args, { maxLength: 2048 });

describe('hostile arguments are refused', () => {
  test.each(hostileArgs.map(({ args, story }) => [args, story] as const))('%j: %s', (args) => {
    const parsed = parse(args);
    expect(parsed.ok ? parsed.value : parsed.error.code).toBe('args.refused');
  });

  test('none of them costs more than 50 ms, nor do 200,000 characters', () => {
    for (const args of [...hostileArgs.map((one) => one.args), '-'.repeat(200_000), '-p'.repeat(100_000)]) {
      expect(quickestMs(() => parseExtraArgs(sampleGrammar, args, { maxLength: 300_000 }))).toBeLessThan(50);
    }
  });
});

describe('honest arguments pass, which the original refused in part', () => {
  test.each([
    '-sV -p 22,80 --open',
    '--script ssl-cert,http-title',
    '-p-',
    '-p T:80,U:53',
    '-T4 -Pn -n',
    '-F -v --reason',
    '--max-rate=500',
    '--host-timeout 30s',
  ])('%s', (args) => expect(parse(args).ok).toBe(true));
});
