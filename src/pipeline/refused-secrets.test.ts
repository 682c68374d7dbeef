import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { snmpwalk } from '../tools/catalogue/snmpwalk.ts';
import type { Tool } from '../tools/tool.ts';
import { inForce } from './fixtures/in-force.ts';
import { stage } from './fixtures/stage.ts';
import type { InForce } from './pipeline.ts';
import { secretFieldsOf } from './secrets-of-input.ts';
import { startRun } from './start-run.ts';
import type { TargetGuard } from './target-guard.ts';

const secret = 'c0rridor-of-7';
const caller = { channel: 'library', principal: 'local', client: null } as const;
const tooOften = failure('limit.rate', `${secret} was asked too often.`);
const limited: TargetGuard = {
  enter: () => ({ kind: 'refused', why: tooOften }),
  refusal: () => tooOften,
};
const gone: InForce['find'] = () => err(failure('tool.disabled', 'It is off.'));

interface Place extends Partial<Pick<InForce, 'find'>> {
  readonly script?: Parameters<typeof stage>[0];
  readonly tool?: string;
  /** A correlation id from beside the arguments. */
  readonly header?: string;
}

/** Calls the real snmpwalk, which starts nothing here; gives how it ended, and all that it left behind. */
async function traces(input: unknown, { script = {}, tool = 'snmpwalk', header, ...change }: Place = {}) {
  const set = stage(script);
  const find = (name: string): Result<Tool> =>
    name === 'snmpwalk' ? ok(snmpwalk) : err(failure('input.invalid', `There is no tool ${name}.`));
  const secretFields = secretFieldsOf([snmpwalk]);
  const pipeline = inForce({ ...set.pipeline, secretFields }, { find, ...change });
  const run = startRun(pipeline, { tool, input, caller, correlationId: header });
  const progress: unknown[] = [];
  run.onProgress((news) => progress.push(news));
  const result = await run.result;
  const { decisions, outcomes, events, bugs } = set;
  const left = JSON.stringify([run.correlationId, result, progress, decisions, outcomes, events, bugs]);
  return { code: result.error?.code ?? result.status, left };
}

describe('a secret that a caller repeats elsewhere is nowhere in what is left of a call that is refused', () => {
  const call = { target: '10.0.0.5', community: secret };
  test.each<[string, string, object | string, Place]>([
    ['for its form', 'input.invalid', { ...call, community: `${secret} "x"`, oid: secret }, {}],
    ['for its kind', 'input.invalid', { ...call, community: [secret], version: secret }, {}],
    ['for an unknown field of that name', 'input.invalid', { ...call, [`x-${secret}`]: 1 }, {}],
    ['for what is no object', 'input.invalid', JSON.stringify(call), {}],
    ['for its target', 'scope.outside', { ...call, target: `${secret}.example.com` }, {}],
    ['for its target in capitals', 'scope.outside', { ...call, target: `${secret.toUpperCase()}.com` }, {}],
    ['for its extra arguments', 'args.refused', { ...call, extra_args: `-Z ${secret}` }, {}],
    ['for a token of them', 'args.refused', { ...call, extra_args: [`-c${secret}`] }, {}],
    ['glued to its flag alone', 'args.refused', { target: '10.0.0.5', extra_args: `-c${secret}` }, {}],
    [
      'behind its name alone',
      'args.refused',
      { target: '10.0.0.5', extra_args: [`--community=${secret}`] },
      {},
    ],
    ['in a web address', 'input.invalid', { target: `http://me:${secret}@10.0.0.5/` }, {}],
    ['at a limit', 'limit.rate', { ...call, correlation_id: secret }, { script: { targets: limited } }],
    ['for its tool', 'input.invalid', { ...call, target: secret }, { tool: 'snmpwlak' }],
    ['for a tool that is none', 'input.invalid', call, { tool: secret }],
    ['for a tool that is off', 'tool.disabled', { ...call, target: secret }, { find: gone }],
    [
      'for a name without an answer',
      'scope.unresolved',
      { ...call, target: `${secret}.lab.internal` },
      { script: { resolve: async () => err(failure('scope.unresolved', `${secret} is unknown.`)) } },
    ],
    [
      'for a program that is gone',
      'tool.missing',
      call,
      {
        script: { located: err(failure('tool.missing', `No ${secret}.`)) },
        header: `id-${secret}`,
      },
    ],
  ])('%s', async (_why, code, input, place) => {
    const seen = await traces(input, place);
    expect(seen.code).toBe(code);
    expect(seen.left.toLowerCase()).not.toContain('rridor');
  });

  const text = fc
    .tuple(fc.string({ maxLength: 100 }), fc.constantFrom('', secret), fc.string({ maxLength: 20 }))
    .map((parts) => parts.join(''));
  const field = fc.constantFrom('target', 'oid', 'version', 'port', 'extra_args', 'correlation_id', 'x');
  test('whatever the texts are, and wherever they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, text), async (others) => {
        const { left } = await traces({ ...others, community: secret });
        expect(left).not.toContain('c0rr');
      }),
    );
  });
});

test('a correlation id that holds a secret is replaced, another is kept', async () => {
  const call = { target: '10.0.0.5', community: secret };
  expect((await traces({ ...call, correlation_id: 'mine-1' })).left).toContain('"mine-1"');
  expect((await traces(call, { header: secret })).left).toMatch(/"c-[0-9a-f]{24}"/);
});
