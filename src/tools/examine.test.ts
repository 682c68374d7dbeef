import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endOfOptions, flag, positional } from '../argv/build.ts';
import { operatorWord } from '../argv/operator-word.ts';
import { ok } from '../kernel/result.ts';
import { oneHost } from '../scope/endpoint.ts';
import { catalogue } from './catalogue.ts';
import { defineTool } from './define-tool.ts';
import { examinationPolicy } from './examination-policy.ts';
import { examine } from './examine.ts';
import type { Tool } from './tool.ts';

const policy = examinationPolicy();
const described = 'Says hello to one authorised host. '.repeat(8);

/** A tool that keeps every rule; `changes` break one. */
function tool(changes: {
  readonly description?: string;
  readonly example?: Readonly<Record<string, unknown>>;
  readonly word?: (text: string) => ReturnType<typeof operatorWord>;
  readonly count?: number;
}): Tool {
  return defineTool({
    name: 'hello',
    title: 'Hello',
    description: changes.description ?? described,
    program: 'hello',
    identity: { argv: [flag('-V')], expects: /^hello/m },
    limits: {},
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    params: z.strictObject({ word: z.string().optional().describe('A word.') }),
    targets: ({ target }) => [oneHost(target)],
    argv: ({ word }, [target]) => [
      word !== undefined && (changes.word ?? (() => flag('--word')))(word),
      endOfOptions,
      positional(target),
    ],
    exitCodes: { ok: [0], broken: [] },
    result: z.strictObject({ count: z.int().max(10) }),
    parse: () => ok({ count: changes.count ?? 1 }),
    summarise: () => 'Hello.',
    untrusted: [],
    example: changes.example ?? { target: '10.0.0.5' },
  });
}

describe('the examination of a tool', () => {
  test.each(
    catalogue.filter(({ program }) => program.kind !== 'none').map((one) => [one.name, one] as const),
  )('%s passes it', (_, one) => {
    expect(examine(one, policy)).toEqual([]);
  });

  test('a tool that keeps every rule passes', () => {
    expect(examine(tool({}), policy)).toEqual([]);
  });

  test('a definition that is too long for a model is found', () => {
    const [objection] = examine(tool({ description: described.repeat(12) }), policy);
    expect(objection).toMatchObject({ about: 'description' });
    expect(objection?.message).toContain('400 is the limit');
  });

  test('an example that is refused is found, with the reason', () => {
    const objections = examine(tool({ example: { target: '8.8.8.8' } }), policy);
    expect(objections).toMatchObject([{ about: 'example' }]);
    expect(objections[0]?.message).toContain('8.8.8.8');
  });

  test('a word of a caller that could be an option or a second target is found', () => {
    const raw = (text: string): ReturnType<typeof operatorWord> =>
      operatorWord(/^[!-~]+$/.test(text) ? text : 'x');
    expect(examine(tool({ word: raw }), policy)).toMatchObject([{ about: 'args' }]);
    const onlyHyphens = (text: string): ReturnType<typeof operatorWord> =>
      operatorWord(/^-[a-z]$/.test(text) ? text : 'x');
    expect(examine(tool({ word: onlyHyphens }), policy)).toMatchObject([
      { about: 'args', message: expect.stringContaining('hyphen') },
    ]);
  });

  test('a result that its own schema does not allow is found', () => {
    expect(examine(tool({ count: 11.5 }), policy)).toMatchObject([{ about: 'output' }]);
  });
});
